import fc from 'fast-check'
import { type Field, fieldsOf } from '../../stacks/settings/fields.ts'
import { EU_REGIONS } from '../../stacks/settings/forms.ts'
import { pathText } from '../../stacks/settings/problem.ts'
import { settingsSchema } from '../../stacks/settings/schema.ts'
import { clusterSection, imageSection, nodeGroups } from './arbitrary-cluster.ts'
import { networkSection } from './arbitrary-network.ts'
import { type ConfigTree, configOf, merged, patched } from './config-tree.ts'
import { RULE_CASES } from './rule-cases.ts'

/** A configuration as Pulumi hands it to the program. */
export type RawConfig = Record<string, string>

/** An invalid configuration and the setting that is to blame. */
export interface InvalidSettings {
  /** Path of the wrong setting, as a message must name it. */
  readonly setting: string
  readonly config: RawConfig
}

const optional = { requiredKeys: [] }
const words = fc.constantFrom('Heidelberg', 'Klinik am Nordufer', 'Ærø Sygehus', "St. Mary's")
const id = fc
  .stringMatching(/^[a-z][a-z0-9]{1,6}(-[a-z0-9]{1,5}){0,2}$/)
  .filter((text) => text !== 'shared')

const institutions = fc
  .uniqueArray(fc.tuple(id, words, fc.boolean(), fc.boolean()), {
    minLength: 1,
    maxLength: 5,
    selector: ([key]) => key,
  })
  .map((all) =>
    Object.fromEntries(
      all.map(([key, location, linked, bgp], index) => [
        key,
        {
          name: `${location} ${key}`,
          location,
          ...(linked && {
            vpn: {
              publicIp: `193.174.${index}.10`,
              networks: [`192.168.${index}.0/24`],
              ...(bgp ? { bgpAsn: 65100 } : { routing: 'static' }),
            },
          }),
        },
      ]),
    ),
  )

const days = (min: number, max: number) => fc.integer({ min, max })

/** Copies go to another region; what may be destroyed is neither protected nor locked for good. */
const dataSections = (region: string) => {
  const elsewhere = fc.constantFrom(...EU_REGIONS.filter((one) => one !== region))
  const database = fc
    .record(
      {
        instanceClass: fc.constantFrom('db.t4g.micro', 'db.m7g.large', 'db.r6gd.2xlarge'),
        storageGib: days(20, 50_000),
        multiAz: fc.boolean(),
        backupDays: days(1, 35),
        deletionProtection: fc.boolean(),
        copyRegion: elsewhere,
      },
      optional,
    )
    .map((one) => ({ ...one, ...(one.storageGib && { maxStorageGib: one.storageGib + 6000 }) }))
  const storage = fc.record(
    {
      oldVersionDays: days(1, 3650),
      accessLogDays: days(30, 3650),
      auditLockDays: days(0, 3650),
      auditLockMode: fc.constantFrom('governance', 'compliance'),
      replicaRegion: elsewhere,
    },
    optional,
  )
  return fc
    .tuple(database, storage, fc.constantFrom('protect', 'keep', 'destroy'))
    .map(([made, kept, care]) => ({
      database: made,
      protect: care === 'protect',
      storage:
        care === 'destroy'
          ? { ...kept, destroyWithContent: true, auditLockMode: 'governance' }
          : kept,
    }))
}

const domain = 'dataspace.hospital.example'
const PUBLIC_EDGE: ConfigTree = {
  edge: { domain, public: true, publicCidrs: ['193.174.1.0/24'] },
  service: { hostName: `api.${domain}` },
}
const edges = fc.constantFrom<ConfigTree>(
  {},
  { edge: { domain } },
  { edge: { domain, zoneId: 'Z0123456789' }, service: { hostName: `api.${domain}` } },
  { edge: { domain, requestsPer5Minutes: '500' }, service: { logLevel: 'warn' } },
  PUBLIC_EDGE,
)

/** A public load balancer needs public subnets; a VPC that is taken over may have none. */
function edgeFor(network: Record<string, unknown>, edge: ConfigTree): ConfigTree {
  const { existing } = network as { existing?: { publicSubnetIds: readonly string[] } }
  const lacking = existing !== undefined && existing.publicSubnetIds.length < 2
  return lacking && edge === PUBLIC_EDGE ? {} : edge
}

const pods = fc
  .tuple(days(1, 100), days(1, 100), fc.constantFrom('100m', '1'), fc.boolean())
  .map(([one, other, cpuRequest, large]) => ({
    replicas: { min: Math.min(one, other), max: Math.max(one, other) },
    resources: { cpuRequest, cpuLimit: '2', ...(large && { memoryLimit: '2Gi' }) },
    allowedOrigins: large ? ['https://app.hospital.example'] : [],
  }))

const IMAGE = `registry.example/tool@sha256:${'0123456789abcdef'.repeat(4)}`

const SIGN_IN = {
  issuer: 'https://sso.hospital.example/realms/hospital',
  clientId: 'dataspace',
  clientSecretName: 'dataspace/sign-in',
  allowedGroups: ['ml-team', 'platform'],
  adminGroups: ['platform'],
  proxyImage: IMAGE,
}

/** Host names of those tools that are on, where there is a load balancer to lead them there. */
function withNames({ shown, ...sections }: Chosen, edge: ConfigTree): ConfigTree {
  const { service } = edge as { service?: { hostName?: string } }
  if (!shown || service?.hostName === undefined) return sections
  const names = ['tracking', 'pipelines', 'monitoring'] as const
  const named = names
    .filter((tool) => sections[tool].enabled)
    .map((tool) => [tool, { ...sections[tool], hostName: `${tool}.${domain}` }] as const)
  return { ...sections, ...Object.fromEntries(named), signIn: SIGN_IN }
}

/** The tools around the model, each on and off; pipelines register models, which needs tracking. */
const tools = fc
  .record({
    on: fc.record({ tracking: fc.boolean(), pipelines: fc.boolean(), monitoring: fc.boolean() }),
    federation: fc.boolean(),
    shown: fc.boolean(),
    prebuilt: fc.boolean(),
    replicas: fc.constantFrom(1, '2', 3),
    storageGib: fc.constantFrom(5, '200'),
    epsilon: fc.constantFrom(undefined, 1, '0.5'),
  })
  .map(({ on, federation, shown, prebuilt, replicas, storageGib, epsilon }) => ({
    shown,
    tracking: { enabled: on.tracking, replicas, ...(prebuilt && { image: IMAGE }) },
    pipelines: {
      enabled: on.tracking && on.pipelines,
      ...(prebuilt && { image: IMAGE, taskImage: IMAGE }),
    },
    monitoring: { enabled: on.monitoring, storageGib },
    federation: {
      enabled: federation,
      ...(federation && { transferImage: IMAGE }),
      ...(epsilon !== undefined && { epsilon }),
    },
  }))

type Chosen = typeof tools extends fc.Arbitrary<infer Value> ? Value : never

/** Kaapana, installed or not. */
const kaapanaSection = (region: string) =>
  fc.oneof(
    fc.constant({ enabled: false }),
    fc.record({
      enabled: fc.constantFrom(true, 'true'),
      runtime: fc.constantFrom('microk8s', 'eks'),
      hostName: fc.constantFrom('kaapana.hospital.example', 'images.clinic.example'),
      release: fc.record({ version: fc.constantFrom('0.6.0', '0.6.1') }),
      availabilityZone: fc.constant(`${region}a`),
      webCidrs: fc.constantFrom([], ['10.0.0.0/8']),
      dataVolumeGib: fc.constantFrom(200, '1000'),
      snapshotDays: fc.constantFrom(1, 30),
      gpu: fc.boolean(),
      keepData: fc.boolean(),
    }),
  )

const rest = fc.record(
  {
    owner: fc.constantFrom('imaging-platform', 'Ærø Sygehus', 'team@hospital.example'),
    kind: fc.constant('aws'),
    accountId: fc.stringMatching(/^[1-9]\d{11}$/),
    tags: fc.dictionary(
      fc.stringMatching(/^cost-[a-z]{1,8}$/),
      fc.stringMatching(/^[\w +=.:/@-]{0,20}$/),
    ),
    keys: fc.record({ perInstitution: fc.constantFrom(true, 'false') }),
    registry: fc.record({
      scan: fc.constantFrom('basic', 'enhanced'),
      pullThrough: fc.subarray(['quay', 'kubernetes', 'ecr-public']),
    }),
    fhirIntake: fc.record({ enabled: fc.boolean(), prefix: fc.constantFrom('fhir/', 'in/r4/') }),
    logs: fc.record({ retentionDays: fc.constantFrom(30, '365', 3653) }),
    alarms: fc.record({ emails: fc.uniqueArray(fc.constantFrom('a@b.example', 'c@d.example')) }),
  },
  { requiredKeys: ['owner'] },
)

const validTree: fc.Arbitrary<ConfigTree> = fc
  .tuple(fc.constantFrom(...EU_REGIONS), nodeGroups)
  .chain(([region, groups]) =>
    fc
      .record({
        network: networkSection(region),
        institutions,
        data: dataSections(region),
        cluster: clusterSection(groups),
        image: imageSection(groups),
        service: pods,
        edge: edges,
        rest,
        tools,
        kaapana: kaapanaSection(region),
      })
      .map(({ data, edge, rest: others, tools: chosen, ...sections }) => {
        const reached = edgeFor(sections.network, edge)
        const made = { ...data, ...others, ...withNames(chosen, reached) }
        return merged({ 'aws:region': region, ...sections, ...made }, reached)
      }),
  )

/** Random settings that are right, as a raw configuration. */
export const validSettings: fc.Arbitrary<RawConfig> = validTree.map(configOf)

const BAD_BY_TYPE: Readonly<Record<string, readonly unknown[]>> = {
  string: ['two\nlines', { a: 1 }, ['x'], true],
  number: [1.5, -1, 1e12, 'three', true, [3]],
  literal: [7, 'seven', true],
  boolean: ['yes', 'True', 1, {}],
  enum: ['nonsense', true, 3],
  array: ['text', ['two\nlines'], [null], { a: 'b' }],
  record: ['text', 3, ['x']],
}

/** Settings that may have a fraction; all other numbers are whole. */
const WITH_FRACTION = new Set(['federation.epsilon'])

/** At the top level Pulumi makes texts of all values, so that a switch is as good as its name. */
const badValues = ({ path, schema }: Field): readonly unknown[] =>
  (BAD_BY_TYPE[schema._zod.def.type] ?? []).filter(
    (value) =>
      (path.length > 1 || typeof value !== 'boolean') &&
      !(value === 1.5 && WITH_FRACTION.has(pathText(path))),
  )

const FIELDS = fieldsOf(settingsSchema).filter(({ path }) => path[0] !== 'kind')

const wrongValue: fc.Arbitrary<Mutation> = fc
  .constantFrom(...FIELDS)
  .chain((field) => fc.constantFrom(...badValues(field)).map((value) => at(field, value)))

interface Mutation {
  readonly setting: string
  readonly change: (tree: ConfigTree) => ConfigTree
}

function at(field: Field, value: unknown): Mutation {
  const path = field.path.map((key) => (key === '<name>' ? 'mutant' : key))
  return { setting: pathText(path), change: (tree) => patched(tree, path, value) }
}

const missing: fc.Arbitrary<Mutation> = fc
  .constantFrom('owner', 'institutions', 'aws:region')
  .map((key) => ({ setting: key, change: (tree) => patched(tree, [key], undefined) }))

const SECTIONS = ['network', 'database', 'cluster', 'service', 'edge', 'storage']

const misspelt: fc.Arbitrary<Mutation> = fc
  .tuple(
    fc.constantFrom(...SECTIONS, undefined),
    fc.stringMatching(/^[a-z]{3,9}$/).map((key) => `${key}X`),
  )
  .map(([section, key]) => {
    const path = section === undefined ? [key] : [section, key]
    return { setting: pathText(path), change: (tree) => patched(tree, path, 'anything') }
  })

const brokenRule: fc.Arbitrary<Mutation> = fc
  .constantFrom(...RULE_CASES)
  .map(({ setting, change }) => ({ setting, change: (tree) => merged(tree, change) }))

/** Random settings of which one is wrong, with its name. */
export const invalidSettings: fc.Arbitrary<InvalidSettings> = fc
  .tuple(
    validTree,
    fc.oneof(
      { arbitrary: wrongValue, weight: 5 },
      { arbitrary: brokenRule, weight: 3 },
      misspelt,
      missing,
    ),
  )
  .map(([tree, { setting, change }]) => ({ setting, config: configOf(change(tree)) }))
