import { describe, expect, it } from 'vitest'
import { type ConfigOrigin, parseSettings } from '../../../stacks/settings/parse.ts'
import { configOf, MINIMAL, merged } from '../config-tree.ts'

const messageOf = (config: Record<string, unknown>, origin?: ConfigOrigin): string => {
  try {
    parseSettings(config, origin)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

const changed = (change: object) => configOf(merged(MINIMAL, { ...change }))

describe('reading settings', () => {
  it('fills in defaults that are careful', () => {
    expect(parseSettings(configOf(MINIMAL), { stack: 'prod' })).toMatchObject({
      kind: 'aws',
      environment: 'prod',
      region: 'eu-central-1',
      protect: true,
      network: {
        availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
        nat: 'per-zone',
        flowLogs: true,
      },
      storage: { destroyWithContent: false, auditLockDays: 365 },
      database: { multiAz: true, backupDays: 35, deletionProtection: true },
      cluster: { publicEndpoint: false, publicCidrs: [], deletionProtection: true },
      edge: { public: false, publicCidrs: [] },
      logs: { retentionDays: 365 },
    })
  })

  it('lets deletion protection follow the one switch unless it is set', () => {
    const database = { deletionProtection: true }
    expect(parseSettings(changed({ protect: false, database }))).toMatchObject({
      database: { deletionProtection: true },
      cluster: { deletionProtection: false },
    })
  })

  it('takes texts of the command line for numbers and switches', () => {
    const database = { backupDays: '14', multiAz: 'true' }
    const logs = { retentionDays: '30' }
    expect(parseSettings(changed({ protect: 'false', database, logs }))).toMatchObject({
      protect: false,
      database: { backupDays: 14, multiAz: true },
      logs: { retentionDays: 30 },
    })
  })

  it('takes digits that YAML read as a number for the text they were', () => {
    const tags = { 'cost-centre': 4711 }
    expect(parseSettings(changed({ tags }))).toMatchObject({ tags: { 'cost-centre': '4711' } })
    expect(
      parseSettings({ ...configOf(MINIMAL), 'dataspace:accountId': '123456789012' }),
    ).toHaveProperty('accountId', '123456789012')
  })

  it('takes what nobody set, and Pulumi.yaml gives as empty, for not set', () => {
    const empty = { 'dataspace:accountId': '', 'dataspace:network': '{}', 'dataspace:tags': '{}' }
    expect(parseSettings({ ...configOf(MINIMAL), ...empty })).not.toHaveProperty('accountId')
  })

  it('leaves other namespaces to their providers', () => {
    const others = { 'aws:profile': 'sso', 'kubernetes:kubeconfig': '{', 'dataspaces:x': 'y' }
    expect(messageOf({ ...configOf(MINIMAL), ...others })).toBe('')
  })

  it('asks a local environment for nothing', () => {
    // Pulumi adds the defaults of Pulumi.yaml.
    const config = {
      'dataspace:kind': 'local',
      'dataspace:owner': '',
      'dataspace:institutions': '{}',
    }
    expect(parseSettings(config, { stack: 'local' })).toMatchObject({
      kind: 'local',
      environment: 'local',
      address: '127.0.0.1',
      ports: { database: 5432, service: 8000, metrics: 8001 },
      institutions: { ukhd: { name: 'University Hospital Heidelberg' } },
    })
  })
})

describe('settings that components could not take', () => {
  const vpn = { publicIp: '193.174.1.10', networks: ['16.0.0.0/4'] }

  it.each([
    [
      { institutions: { 'a--b': { name: 'A', location: 'B' } } },
      'must have a key that is an id of 2–20 lower-case letters, digits and single hyphens within, a letter first',
    ],
    [
      { institutions: { ukhd: { name: 'A', location: 'B', vpn } } },
      'must be an IPv4 block without host bits, a.b.c.d/n, /8 or longer, got "16.0.0.0/4"',
    ],
    [
      { tags: { 'a=b': 'c' } },
      'must have a key that is a tag of 1–127 letters, digits and _ + . : / @ -',
    ],
  ])('are refused before: %j', (change, message) => {
    expect(messageOf(changed(change))).toContain(message)
  })
})

describe('the message about wrong settings', () => {
  it('names every problem, what is allowed, what was given and the command that mends it', () => {
    const config = changed({
      owner: undefined,
      accountId: '01234',
      network: { cidr: '10.0.0.1/16', zones: 9 },
      databse: { multiAz: true },
    })
    expect(messageOf(config, { stack: 'staging' })).toBe(
      `The settings of "staging" have 5 problems. Nothing was changed.

  owner must be 1–100 letters, digits, spaces and _ + = . : / @ -, as it becomes a tag, got nothing
    pulumi config set --stack staging owner imaging-platform
  accountId must be the 12 digits of an AWS account, quoted in YAML, or its leading zero is lost, got "01234"
    pulumi config set --stack staging accountId 123456789012
  network.cidr must be a private IPv4 block without host bits, /16 to /22, got "10.0.0.1/16"
    pulumi config set --stack staging --path network.cidr 10.20.0.0/16
  network.zones must be a whole number from 2 to 4, got 9
    pulumi config set --stack staging --path network.zones 3
  databse is not a setting; did you mean database?
    pulumi config rm --stack staging databse

docs/settings.md lists all settings.`,
    )
  })

  it('asks for the region and for an institution', () => {
    const message = messageOf(changed({ 'aws:region': undefined, institutions: [] }))
    expect(message).toContain(`  institutions must be a map with at least one entry, got nothing
    pulumi config set --stack dev --path institutions.ukhd.name 'University Hospital Heidelberg'`)
    expect(message).toContain(`  aws:region must be an AWS region, e.g. eu-central-1, got nothing
    pulumi config set --stack dev aws:region eu-central-1`)
  })

  it.each([
    [
      { network: { multiAz: true } },
      'network.multiAz is not a setting; did you mean database.multiAz?',
    ],
    [
      { cluster: { nodeGroups: { a1: { instanceTypes: ['m7i.large'], gup: true } } } },
      'cluster.nodeGroups.a1.gup is not a setting; did you mean cluster.nodeGroups.a1.gpu?',
    ],
    [{ hostname: 'x' }, 'hostname is not a setting\n'],
    [{ constructor: 'x' }, 'constructor is not a setting\n'],
  ])('says what a misspelt key most likely meant: %j', (change, expected) => {
    expect(messageOf(changed(change))).toContain(`  ${expected}`)
  })

  it('does not show the value of an unknown key, which may be a password', () => {
    expect(messageOf(changed({ database: { password: 'hunter2' } }))).not.toContain('hunter2')
  })

  it('does not show a value that is kept as a secret, and mends it as one', () => {
    const message = messageOf(changed({ accountId: '4711', edge: { public: true } }), {
      secrets: ['accountId', 'edge'],
    })
    expect(message).not.toContain('4711')
    expect(
      message,
    ).toContain(`accountId must be the 12 digits of an AWS account, quoted in YAML, or its leading zero is lost, got a secret
    pulumi config set --stack dev --secret accountId 123456789012`)
    expect(message).toContain(
      'edge.publicCidrs does not go together with edge, network.existing; some are kept as secrets, so nothing is shown',
    )
  })

  it('says how to keep a version from becoming a number', () => {
    expect(
      messageOf(changed({ cluster: { creatorAdmin: true, kubernetesVersion: 1.3 } })),
    ).toContain(
      'cluster.kubernetesVersion must be one of "1.34", "1.35", "1.36", quoted in YAML, got 1.3\n',
    )
  })

  it('has text stored as text where digits are set by path', () => {
    const tags = { 'cost-centre': { no: 'text' }, archived: true }
    const message = messageOf(changed({ tags }))
    expect(message).toContain('config set --stack dev --type string --path tags.cost-centre 4711')
    expect(message).toContain('config set --stack dev --type string --path tags.archived true')
  })

  it('quotes paths and values for a shell', () => {
    const institutions = { a1: { name: ' ', location: 'x' }, 'B 2': { name: 'x', location: 'y' } }
    const message = messageOf(changed({ institutions }))
    expect(message).toContain(`--path institutions.a1.name 'University Hospital Heidelberg'`)
    expect(message).toContain(`pulumi config rm --stack dev --path 'institutions["B 2"]'`)
  })

  it.each(['text', '[1]', '{', 'null', '3'])('refuses %s where a section is expected', (value) => {
    expect(messageOf({ ...configOf(MINIMAL), 'dataspace:network': value })).toContain(
      '  network must be a section of settings, got ',
    )
  })
})
