import { z } from 'zod'
import { cidr, dnsName } from './forms.ts'
import { choice, flag, listOf, text, wholeNumber } from './leaves.ts'

const release = z.strictObject({
  version: text(
    /^[0-9]+\.[0-9]+\.[0-9]+([-.+][0-9A-Za-z.-]{1,64})?$/,
    'a version of Kaapana as its images are tagged',
    '0.6.0',
  )
    .optional()
    .describe('Version in the registry. Changing it removes Kaapana and installs it again.'),
  namespace: text(
    /^[a-z0-9]([a-z0-9._/-]{0,60}[a-z0-9])?$/,
    '1–62 lower-case letters, digits and . _ / - within',
    'kaapana',
  )
    .default('kaapana')
    .describe("What the names of Kaapana's repositories start with, in this account's registry."),
})

const certificate = z.strictObject({
  acmArn: text(
    /^arn:aws:acm:[a-z]{2}-[a-z]+-\d:\d{12}:certificate\/[0-9a-f-]{36}$/,
    'the ARN of a certificate in ACM',
    'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0123456789ab',
  )
    .optional()
    .describe('A certificate in ACM: the load balancer ends TLS and encrypts again.'),
  secretArn: text(
    /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/,
    'the ARN of a secret in Secrets Manager',
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kaapana-certificate-a1b2c3',
  )
    .optional()
    .describe('A secret with `tls.crt` and `tls.key` (PEM): Kaapana ends TLS itself.'),
})

/** Settings of Kaapana, the platform for medical images. */
export const kaapanaSettings = z.strictObject({
  enabled: flag().default(false).describe('Install Kaapana, on a cluster or machine of its own.'),
  runtime: choice(['microk8s', 'eks'])
    .default('microk8s')
    .describe('One EC2 instance with MicroK8s, or an EKS cluster of its own.'),
  release: release.prefault({}).describe('What is installed; docs/kaapana/images.md builds it.'),
  hostName: dnsName('kaapana.dataspace.hospital.example')
    .optional()
    .describe('Name that people type. It cannot be changed later without a new installation.'),
  zoneId: text(/^Z[A-Z0-9]{5,31}$/, 'the id of a Route 53 zone', 'Z0123456789ABCDEFGHIJ')
    .optional()
    .describe('Zone that gets the record of `hostName`. Without it the record is yours to make.'),
  certificate: certificate
    .prefault({})
    .describe('At most one; without any Kaapana signs its own certificate.'),
  public: flag()
    .default(false)
    .describe('The load balancer faces the internet; false: only the VPC and its VPNs.'),
  webCidrs: listOf(cidr(), 30)
    .default([])
    .describe('Who may open the website. Without any and not public: the VPC and its VPNs.'),
  dicomCidrs: listOf(cidr(), 30)
    .default([])
    .describe('Who may send DICOM (11112, not encrypted). Without any: the VPC and its VPNs.'),
  instanceType: text(/^[a-z][a-z0-9-]{1,15}\.[a-z0-9-]{2,15}$/, 'a type of EC2', 'r6i.2xlarge')
    .optional()
    .describe('Type of the instance, or of the node of `eks`. Default by runtime and `gpu`.'),
  nodeMemoryGib: wholeNumber(64, 4096, 64)
    .default(64)
    .describe('Memory of that node with `eks`: databases get shares of it.'),
  availabilityZone: text(
    /^[a-z]{2}-[a-z]+-\d[a-f]$/,
    'an availability zone of the region',
    'eu-central-1a',
  )
    .optional()
    .describe('Zone of the first private subnet; needed with `network.existing` and `microk8s`.'),
  rootVolumeGib: wholeNumber(200, 16_384, 200)
    .default(200)
    .describe('Disk of the system, where images are kept: 90 GB with extensions.'),
  dataVolumeGib: wholeNumber(200, 16_384, 500)
    .default(500)
    .describe('Disk of images, metadata and workflows.'),
  snapshotDays: wholeNumber(1, 1000, 14)
    .default(14)
    .describe('Days that daily snapshots of the data are kept.'),
  gpu: flag().default(false).describe('An NVIDIA GPU for workflows.'),
  keepData: flag().default(true).describe('Data outlive the removal of Kaapana.'),
})
