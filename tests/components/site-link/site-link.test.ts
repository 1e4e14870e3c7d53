import { beforeAll, describe, expect, it } from 'vitest'
import { Network } from '../../../components/network/network.ts'
import {
  SiteLink,
  type SiteLinkArgs,
  SiteLinkRouting,
  SiteLinkStartup,
} from '../../../components/site-link/site-link.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type {
  RecordedProgram,
  RecordedResource,
} from '../../../rehearsal/engine/recorded-resource.ts'

const KEY_ARN = 'arn:aws:kms:eu-central-1:123456789012:key/1'
const TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:alarms'
const ARGS: SiteLinkArgs = {
  ownership: { owner: 'platform', environment: 'test' },
  network: {
    vpcId: 'vpc-1',
    cidrBlock: '10.20.0.0/16',
    publicSubnetIds: [],
    privateSubnetIds: ['subnet-1'],
    isolatedSubnetIds: [],
  },
  routeTableIds: { apps: 'rtb-apps' },
  institutions: {
    heidelberg: { gatewayAddress: '9.9.9.9', networks: ['172.18.0.0/16'] },
    mannheim: {
      gatewayAddress: '9.9.9.10',
      networks: ['172.19.0.0/24', '172.19.4.0/24'],
      routing: SiteLinkRouting.Static,
      startup: SiteLinkStartup.Institution,
    },
    speyer: {
      gatewayAddress: '9.9.9.11',
      networks: ['172.20.0.0/24'],
      routing: SiteLinkRouting.Static,
      asn: 4_200_000_001,
    },
  },
  alarmTopicArn: TOPIC_ARN,
  logs: { key: { arn: KEY_ARN } },
}

const made = (more: Partial<SiteLinkArgs> = {}) =>
  record(() => {
    const { vpnGatewayId, connections } = new SiteLink('vpn', { ...ARGS, ...more })
    return { vpnGatewayId, connections }
  })
const one = ({ resources }: RecordedProgram, type: string, name: string): RecordedResource => {
  const found = resources.find((it) => it.type.endsWith(`:${type}`) && it.name === name)
  if (found === undefined) throw new Error(`no ${type} ${name}`)
  return found
}

describe('links to institutions', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await made()
  })

  it('are exactly these resources', () => {
    const kinds = program.resources
      .filter(({ custom }) => custom)
      .map(({ type, name }) => `${type.split(':').at(-1)} ${name}`)
    expect(kinds.sort()).toEqual([
      'CustomerGateway vpn-heidelberg',
      'CustomerGateway vpn-mannheim',
      'CustomerGateway vpn-speyer',
      'LogGroup vpn-tunnels',
      'MetricAlarm vpn-heidelberg-degraded',
      'MetricAlarm vpn-heidelberg-down',
      'MetricAlarm vpn-mannheim-degraded',
      'MetricAlarm vpn-mannheim-down',
      'MetricAlarm vpn-speyer-degraded',
      'MetricAlarm vpn-speyer-down',
      'VpnConnection vpn-heidelberg',
      'VpnConnection vpn-mannheim',
      'VpnConnection vpn-speyer',
      'VpnConnectionRoute vpn-mannheim-172-19-0-0-24',
      'VpnConnectionRoute vpn-mannheim-172-19-4-0-24',
      'VpnConnectionRoute vpn-speyer-172-20-0-0-24',
      'VpnGateway vpn',
      'VpnGatewayRoutePropagation vpn-apps',
    ])
  })

  it('carry the institution in the tags of what is theirs, and are tagged throughout', () => {
    const untaggable = ['VpnConnectionRoute', 'VpnGatewayRoutePropagation']
    for (const { type, name, custom, inputs } of program.resources) {
      if (!custom || untaggable.includes(type.split(':').at(-1) ?? '')) continue
      const institution = /^vpn-(heidelberg|mannheim|speyer)/.exec(name)?.[1] ?? 'shared'
      expect(inputs.tags, `${type} ${name}`).toMatchObject({ owner: 'platform', institution })
    }
  })

  it('share one gateway, whose routes enter the named tables', () => {
    const gateway = one(program, 'VpnGateway', 'vpn')
    expect(gateway.inputs).toMatchObject({ vpcId: 'vpc-1', amazonSideAsn: '64512' })
    expect(one(program, 'VpnGatewayRoutePropagation', 'vpn-apps').inputs).toEqual({
      vpnGatewayId: gateway.id,
      routeTableId: 'rtb-apps',
    })
    for (const institution of ['heidelberg', 'mannheim', 'speyer']) {
      const { inputs } = one(program, 'VpnConnection', `vpn-${institution}`)
      expect(inputs.vpnGatewayId).toBe(gateway.id)
      const device = one(program, 'CustomerGateway', `vpn-${institution}`)
      expect(inputs.customerGatewayId).toBe(device.id)
    }
  })

  it('negotiate IKEv2, AES-256, SHA-2 and large groups on both tunnels', () => {
    const { inputs } = one(program, 'VpnConnection', 'vpn-heidelberg')
    for (const tunnel of ['tunnel1', 'tunnel2']) {
      const weak = JSON.stringify(
        Object.entries(inputs).filter(([key]) => key.startsWith(`${tunnel}Phase`)),
      )
      expect(weak).not.toMatch(/AES128|SHA1|[[,](2|14|15|22|23|24)[\],]/)
      expect(inputs).toMatchObject({
        [`${tunnel}IkeVersions`]: ['ikev2'],
        [`${tunnel}Phase1DhGroupNumbers`]: [19, 20, 21, 16],
        [`${tunnel}Phase2DhGroupNumbers`]: [19, 20, 21, 16],
        [`${tunnel}DpdTimeoutAction`]: 'restart',
        [`${tunnel}StartupAction`]: 'start',
      })
    }
    const mannheim = one(program, 'VpnConnection', 'vpn-mannheim').inputs
    expect([mannheim.tunnel1StartupAction, mannheim.tunnel2StartupAction]).toEqual(['add', 'add'])
  })

  it('learn routes by BGP, or have static ones and take no traffic but with the VPC', () => {
    const bgp = one(program, 'VpnConnection', 'vpn-heidelberg').inputs
    expect(bgp).toMatchObject({ staticRoutesOnly: false })
    expect(bgp).not.toHaveProperty('remoteIpv4NetworkCidr')
    const two = one(program, 'VpnConnection', 'vpn-mannheim').inputs
    expect(two).toMatchObject({ staticRoutesOnly: true, remoteIpv4NetworkCidr: '10.20.0.0/16' })
    expect(two).not.toHaveProperty('localIpv4NetworkCidr')
    const single = one(program, 'VpnConnection', 'vpn-speyer').inputs
    expect(single).toMatchObject({
      remoteIpv4NetworkCidr: '10.20.0.0/16',
      localIpv4NetworkCidr: '172.20.0.0/24',
    })
  })

  it('hand over large BGP numbers in the field AWS has for them', () => {
    const device = (institution: string) =>
      one(program, 'CustomerGateway', `vpn-${institution}`).inputs
    expect(device('heidelberg')).toMatchObject({ bgpAsn: '65000', ipAddress: '9.9.9.9' })
    expect(device('speyer')).toMatchObject({ bgpAsnExtended: '4200000001' })
    expect(device('speyer')).not.toHaveProperty('bgpAsn')
  })

  it('keep keys in Secrets Manager and show none', () => {
    const { inputs, outputs } = one(program, 'VpnConnection', 'vpn-heidelberg')
    expect(inputs.presharedKeyStorage).toBe('SecretsManager')
    expect(Object.keys(inputs).filter((key) => key.endsWith('PresharedKey'))).toEqual([])
    expect(outputs.tunnel1PresharedKey).toMatch(/^simulated-key/)
    expect(JSON.stringify(program.outputs)).not.toContain('simulated-key')
  })

  it('log negotiations and BGP to an encrypted group for a year', () => {
    const group = one(program, 'LogGroup', 'vpn-tunnels')
    expect(group.inputs).toMatchObject({
      namePrefix: '/aws/vendedlogs/vpn-tunnels-',
      kmsKeyId: KEY_ARN,
      retentionInDays: 365,
    })
    const { inputs } = one(program, 'VpnConnection', 'vpn-heidelberg')
    for (const options of [inputs.tunnel1LogOptions, inputs.tunnel2LogOptions])
      expect(options).toMatchObject({
        cloudwatchLogOptions: {
          logEnabled: true,
          logGroupArn: group.outputs.arn,
          bgpLogEnabled: true,
          bgpLogGroupArn: group.outputs.arn,
        },
      })
  })

  it('alarm the topic when one tunnel fails for long, and at once when both do', () => {
    const connection = one(program, 'VpnConnection', 'vpn-heidelberg').id
    const common = {
      namespace: 'AWS/VPN',
      metricName: 'TunnelState',
      dimensions: { VpnId: connection },
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      treatMissingData: 'breaching',
      alarmActions: [TOPIC_ARN],
      okActions: [TOPIC_ARN],
    }
    expect(one(program, 'MetricAlarm', 'vpn-heidelberg-down').inputs).toMatchObject({
      ...common,
      statistic: 'Maximum',
      evaluationPeriods: 1,
    })
    expect(one(program, 'MetricAlarm', 'vpn-heidelberg-degraded').inputs).toMatchObject({
      ...common,
      statistic: 'Minimum',
      evaluationPeriods: 3,
    })
  })

  it('tell a network team all it has to configure', () => {
    const connection = one(program, 'VpnConnection', 'vpn-heidelberg')
    expect(program.outputs.connections).toMatchObject({
      heidelberg: {
        connectionId: connection.id,
        presharedKeyArn: connection.outputs.presharedKeyArn,
        tunnels: [
          {
            amazonAddress: '203.0.113.10',
            amazonInsideAddress: '169.254.44.1',
            institutionInsideAddress: '169.254.44.2',
            amazonAsn: '64512',
          },
          { amazonAddress: '203.0.113.11' },
        ],
      },
    })
    expect(program.secretOutputs).toEqual([])
  })

  it('are added without touching those that exist', async () => {
    const { heidelberg } = ARGS.institutions
    const before = await made({ institutions: { ...(heidelberg && { heidelberg }) } })
    for (const resource of before.resources.filter(({ custom }) => custom))
      expect(program.resources).toContainEqual(resource)
  })
})

describe('a link beside what exists', () => {
  it('uses a gateway that is given, and makes none', async () => {
    const program = await made({
      vpnGatewayId: 'vgw-1',
      routeTableIds: {},
      logs: { enabled: false },
    })
    expect(program.resources.filter(({ type }) => type.endsWith(':VpnGateway'))).toEqual([])
    expect(program.resources.filter(({ type }) => type.endsWith(':LogGroup'))).toEqual([])
    const { inputs } = one(program, 'VpnConnection', 'vpn-heidelberg')
    expect(inputs.vpnGatewayId).toBe('vgw-1')
    expect(inputs).not.toHaveProperty('tunnel1LogOptions')
    expect(program.outputs.vpnGatewayId).toBe('vgw-1')
  })

  it('enters route tables of a Network, and waits for no other table', async () => {
    const zone = 'eu-central-1a'
    const program = await record(() => {
      const { ownership } = ARGS
      const network = new Network('main', {
        ownership,
        accountId: '123456789012',
        cidrBlock: '10.20.0.0/16',
        zones: [zone],
        flowLogs: { enabled: false },
      })
      const routeTableIds = { a: network.routeTable(`private-${zone}`) }
      new SiteLink('vpn', { ...ARGS, network, routeTableIds })
    })
    const propagation = one(program, 'VpnGatewayRoutePropagation', 'vpn-a')
    const table = one(program, 'RouteTable', `main-private-${zone}`)
    expect(propagation.inputs.routeTableId).toBe(table.id)
    expect(propagation.propertyDependencies.routeTableId).toEqual([table.urn])
  })
})
