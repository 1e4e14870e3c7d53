import { beforeAll, describe, expect, it } from 'vitest'
import { Edge } from '../../../components/edge/edge.ts'
import type { EdgeArgs } from '../../../components/edge/edge-args.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { EDGE } from './arguments.ts'

const recorded = (args: EdgeArgs): Promise<RecordedProgram> =>
  record(() => {
    const { urls, zoneId, nameServers, certificateArn, webAclArn, loadBalancerName } = new Edge(
      'edge',
      args,
    )
    return { urls, zoneId, nameServers, certificateArn, webAclArn, loadBalancerName }
  })

const childrenOf = ({ resources }: RecordedProgram): string[] =>
  resources
    .filter(({ custom }) => custom)
    .map(({ type, name }) => `${type.split(':').at(-1)} ${name}`)
    .sort()

const find = ({ resources }: RecordedProgram, kind: string, name = 'edge') => {
  const found = resources.find((one) => one.type.endsWith(`:${kind}`) && one.name === name)
  if (found === undefined) throw new Error(`There is no ${kind} ${name}.`)
  return found
}

const annotation = (program: RecordedProgram, name: string): string => {
  const { metadata } = find(program, 'Ingress').inputs as {
    metadata: { annotations: Record<string, string> }
  }
  return metadata.annotations[`alb.ingress.kubernetes.io/${name}`] ?? ''
}

const FIREWALL = [
  'LogGroup edge-firewall',
  'LogResourcePolicy edge-firewall',
  'WebAcl edge',
  'WebAclLoggingConfiguration edge',
]
const HOSTS = ['api.dataspace.example.org', 'predict.dataspace.example.org']

describe('An Edge', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await recorded(EDGE)
  })

  it('makes exactly these resources', () => {
    expect(childrenOf(program)).toEqual(
      [
        ...FIREWALL,
        'Certificate edge',
        'CertificateValidation edge',
        'Ingress edge',
        'Zone edge',
        ...HOSTS.flatMap((host) => [`Record edge-${host}`, `Record edge-validation-${host}`]),
      ].sort(),
    )
  })

  it('makes neither zone nor certificate where they are given', async () => {
    const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/own'
    const given = await recorded({ ...EDGE, zoneId: 'ZOWN', certificateArn })
    expect(childrenOf(given)).toEqual(
      [...FIREWALL, 'Ingress edge', ...HOSTS.map((host) => `Record edge-${host}`)].sort(),
    )
    expect(given.outputs).toMatchObject({ zoneId: 'ZOWN', certificateArn, nameServers: [] })
    expect(annotation(given, 'certificate-arn')).toBe(certificateArn)
  })

  it('takes tags whose value has an equals sign: the controller parts at the first', async () => {
    const ownership = { ...EDGE.ownership, tags: { cost: 'a=b' } }
    expect(annotation(await recorded({ ...EDGE, ownership }), 'tags')).toMatch(/^cost=a=b,/)
  })

  it('tags every taggable resource, the load balancer included, and protects the zone', () => {
    const tagged = program.resources.filter(({ inputs }) => inputs.tags !== undefined)
    expect(tagged.map(({ type }) => type.split(':').at(-1)).sort()).toEqual([
      'Certificate',
      'LogGroup',
      'WebAcl',
      'Zone',
    ])
    for (const { inputs } of tagged)
      expect(inputs.tags).toMatchObject({ owner: 'platform', environment: 'prod' })
    expect(annotation(program, 'tags')).toBe(
      'Name=edge,owner=platform,environment=prod,institution=shared,data-class=internal',
    )
    expect(find(program, 'Zone').protect).toBe(true)
  })

  it('points the host names at the load balancer that the controller made', () => {
    const ingress = find(program, 'Ingress')
    const record = find(program, 'Record', 'edge-predict.dataspace.example.org')
    expect(record.inputs).toMatchObject({
      type: 'A',
      zoneId: find(program, 'Zone').outputs.zoneId,
      aliases: [
        {
          name: expect.stringMatching(/\.elb\.amazonaws\.com$/),
          zoneId: 'Z215JYRZR1TBD5',
          evaluateTargetHealth: true,
        },
      ],
    })
    expect(record.propertyDependencies.aliases).toEqual([ingress.urn])
    expect(program.outputs.urls).toEqual([
      'https://predict.dataspace.example.org',
      'https://api.dataspace.example.org',
    ])
  })

  it('waits for certificate and firewall before anything is reachable', () => {
    const { dependencies } = find(program, 'Ingress')
    for (const kind of ['CertificateValidation', 'WebAcl', 'WebAclLoggingConfiguration'])
      expect(dependencies).toContain(find(program, kind).urn)
    expect(annotation(program, 'wafv2-acl-arn')).toBe(program.outputs.webAclArn)
  })

  it('is internal, admits the given blocks, and speaks TLS 1.2 or newer', () => {
    expect(annotation(program, 'scheme')).toBe('internal')
    expect(annotation(program, 'inbound-cidrs')).toBe('10.20.0.0/16,192.0.2.0/24')
    expect(annotation(program, 'listen-ports')).toBe('[{"HTTP":80},{"HTTPS":443}]')
    expect(annotation(program, 'ssl-redirect')).toBe('443')
    expect(annotation(program, 'ssl-policy')).toBe('ELBSecurityPolicy-TLS13-1-2-Res-2021-06')
    expect(annotation(program, 'subnets')).toBe('subnet-a,subnet-b,subnet-c')
  })

  it('is public by setting, for the blocks that are written there', async () => {
    const { internalCidrs: _, ...rest } = EDGE
    const open = await recorded({ ...rest, publicAccess: { allowedCidrs: ['0.0.0.0/0'] } })
    expect(annotation(open, 'scheme')).toBe('internet-facing')
    expect(annotation(open, 'inbound-cidrs')).toBe('0.0.0.0/0')
  })

  it('logs access, drops bad headers, and cannot be deleted by accident', () => {
    expect(annotation(program, 'load-balancer-attributes').split(',')).toEqual([
      'access_logs.s3.enabled=true',
      'access_logs.s3.bucket=access-logs',
      'access_logs.s3.prefix=edge',
      'deletion_protection.enabled=true',
      'routing.http.drop_invalid_header_fields.enabled=true',
      'routing.http.desync_mitigation_mode=strictest',
      'idle_timeout.timeout_seconds=60',
    ])
  })

  it('asks the rate first and then AWS’s groups, in which FHIR’s bodies only count', () => {
    const { rules } = find(program, 'WebAcl').inputs as { rules: { name: string }[] }
    expect(rules.map(({ name }) => name)).toEqual([
      'rate',
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesSQLiRuleSet',
    ])
    expect(rules[0]).toMatchObject({
      action: { block: {} },
      statement: { rateBasedStatement: { limit: 10_000, aggregateKeyType: 'IP' } },
    })
    expect(rules[2]).toMatchObject({
      statement: {
        managedRuleGroupStatement: {
          ruleActionOverrides: [
            { name: 'SizeRestrictions_BODY', actionToUse: { count: {} } },
            { name: 'CrossSiteScripting_BODY', actionToUse: { count: {} } },
          ],
        },
      },
    })
  })

  it('keeps the firewall’s log for a year under the given key, without credentials and paths', () => {
    const group = find(program, 'LogGroup', 'edge-firewall')
    expect(group.inputs).toMatchObject({
      namePrefix: 'aws-waf-logs-edge-',
      kmsKeyId: EDGE.logKey.arn,
      retentionInDays: 365,
    })
    expect(find(program, 'WebAclLoggingConfiguration').inputs).toMatchObject({
      logDestinationConfigs: [group.outputs.arn],
      redactedFields: [
        { singleHeader: { name: 'authorization' } },
        { singleHeader: { name: 'x-api-key' } },
        { singleHeader: { name: 'cookie' } },
        { queryString: {} },
        { uriPath: {} },
      ],
    })
  })
})
