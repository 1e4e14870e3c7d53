import { z } from 'zod'
import { cidr, cpuQuantity, dnsName, email, memoryQuantity } from './forms.ts'
import { choice, flag, listOf, text, wholeNumber } from './leaves.ts'

const replicas = z.strictObject({
  min: wholeNumber(1, 100, 3).default(3).describe('Fewest pods.'),
  max: wholeNumber(1, 100, 10).default(10).describe('Most pods.'),
})

const resources = z.strictObject({
  cpuRequest: cpuQuantity().default('250m').describe('Processor time kept free for a pod.'),
  memoryRequest: memoryQuantity().default('256Mi').describe('Memory kept free for a pod.'),
  cpuLimit: cpuQuantity().default('500m').describe('Most processor time of a pod.'),
  memoryLimit: memoryQuantity().default('512Mi').describe('Most memory of a pod.'),
})

const claim = (example: string) => text(/^[\w.:/-]{1,200}$/, 'the name of a claim', example)
const role = (example: string) => text(/^\S{1,100}$/, 'one word', example)

const consoleSignIn = z.strictObject({
  enabled: flag()
    .default(false)
    .describe(
      'People sign in to the console at the provider of `signIn`, with the redirect address https://<hostName>/api/v1/auth/oidc/callback.',
    ),
  rolesClaim: claim('realm_access.roles')
    .default('groups')
    .describe('Claim with roles or groups; dots go into objects.'),
  adminRole: role('dataspace-admin')
    .default('dataspace-admin')
    .describe('Role or group of administrators.'),
  userRole: role('dataspace-user').default('dataspace-user').describe('Role or group of users.'),
  institutionClaim: claim('institution')
    .default('institution')
    .describe("Claim with the id of a person's institution."),
})

/** Settings of the prediction service. Keys of institutions are generated, never set. */
export const serviceSettings = z.strictObject({
  hostName: dnsName('api.dataspace.hospital.example')
    .optional()
    .describe('Name it answers to, in `edge.domain`. Without it there is no ingress.'),
  replicas: replicas.prefault({}).describe('Number of pods.'),
  resources: resources.prefault({}).describe('Resources of a pod.'),
  allowedOrigins: listOf(
    text(
      /^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/,
      'an origin, https://<host>',
      'https://app.hospital.example',
    ),
    20,
  )
    .default([])
    .describe('Web pages of other hosts that may call the API from a browser.'),
  signIn: consoleSignIn.prefault({}).describe('Single sign-on for the console.'),
  plan: text(/^[\w.-]+(\/[\w.-]+)*$/, 'a folder below that of the program', 'plans/prod')
    .optional()
    .describe(
      'Folder that `dataspace plan --console` wrote, whose picture and cost the console shows.',
    ),
  logLevel: choice(['info', 'debug', 'warn', 'error'])
    .default('info')
    .describe('Least severe log line written.'),
})

/** Settings of the edge: DNS, certificate, load balancer and firewall. */
export const edgeSettings = z.strictObject({
  domain: dnsName('dataspace.hospital.example')
    .optional()
    .describe('DNS zone of the environment. Without it nothing is reachable from outside.'),
  zoneId: text(/^Z[A-Z0-9]{5,31}$/, 'the id of a Route 53 zone', 'Z0123456789ABCDEFGHIJ')
    .optional()
    .describe('An existing zone for `domain`. Without it one is made, to be delegated to.'),
  public: flag()
    .default(false)
    .describe('The load balancer faces the internet; false: only the VPC and its VPNs.'),
  publicCidrs: listOf(cidr(), 50)
    .default([])
    .describe('Who may reach it when it is public; 0.0.0.0/0 is everyone.'),
  requestsPer5Minutes: wholeNumber(10, 2_000_000_000, 10_000)
    .default(10_000)
    .describe(
      'Requests an address may make in five minutes before the firewall blocks it; a whole institution may share one.',
    ),
})

/** Settings of the processing of uploaded FHIR files. */
export const fhirIntakeSettings = z.strictObject({
  enabled: flag().default(true).describe('Process FHIR files that are uploaded to the data lake.'),
  prefix: text(
    /^[a-z0-9][a-z0-9-]{0,30}(\/[a-z0-9-]{1,30}){0,3}\/$/,
    'a folder of lower-case letters, digits and hyphens that ends with /',
    'fhir/',
  )
    .default('fhir/')
    .describe('Folder they are uploaded to.'),
})

/** Settings of alarms. */
export const alarmSettings = z.strictObject({
  emails: listOf(email(), 10)
    .default([])
    .describe('Who is told of alarms; AWS asks each address to confirm.'),
})
