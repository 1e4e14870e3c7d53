import type { Properties } from '../engine/wire.ts'
import type { OutputRule, SimulatedResource } from './simulate.ts'

const text = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise

const arn = (service: string, { region }: SimulatedResource, rest: string): string =>
  `arn:aws:${service}:${region}:123456789012:${rest}`

/** Physical name: given, from a prefix, or as Pulumi would make it up. */
const named = ({ name, digest, inputs }: SimulatedResource, key = 'name'): string =>
  text(inputs[key], `${text(inputs[`${key}Prefix`], `${name}-`)}sim${digest.slice(0, 7)}`)

/** An EC2 resource: id with its prefix, ARN of its kind. */
const ec2 =
  (prefix: string, kind: string, more?: (resource: SimulatedResource) => Properties): OutputRule =>
  (resource) => {
    const id = `${prefix}-sim${resource.digest}`
    return { id, arn: arn('ec2', resource, `${kind}/${id}`), ...more?.(resource) }
  }

const iam =
  (kind: string): OutputRule =>
  (resource) => {
    const name = named(resource)
    const path = text(resource.inputs.path, '/')
    const value = `arn:aws:iam::123456789012:${kind}${path}${name}`
    const uniqueId = `AROASIM${resource.digest.toUpperCase()}`
    return { id: kind === 'policy' ? value : name, name, arn: value, uniqueId }
  }

const loadBalancer: OutputRule = (resource) => {
  const name = named(resource)
  const network = resource.inputs.loadBalancerType === 'network'
  const arnSuffix = `${network ? 'net' : 'app'}/${name}/${resource.digest}`
  const value = arn('elasticloadbalancing', resource, `loadbalancer/${arnSuffix}`)
  const host = `${name}-${resource.digest.slice(0, 10)}`
  const dnsName = network
    ? `${host}.elb.${resource.region}.amazonaws.com`
    : `${host}.${resource.region}.elb.amazonaws.com`
  const zoneId = network ? 'Z3F0SRJ5LGBH90' : 'Z215JYRZR1TBD5'
  return { id: value, arn: value, arnSuffix, name, dnsName, zoneId }
}

const targetGroup: OutputRule = (resource) => {
  const name = named(resource)
  const arnSuffix = `targetgroup/${name}/${resource.digest}`
  const value = arn('elasticloadbalancing', resource, arnSuffix)
  return { id: value, arn: value, arnSuffix, name }
}

/** A group of RDS, known by its name. */
const rdsGroup =
  (kind: string): OutputRule =>
  (resource) => {
    const name = named(resource)
    return { id: name, name, arn: arn('rds', resource, `${kind}:${name}`) }
  }

/** Outputs by AWS resource type that differ from the defaults of {@link simulate}. */
export const AWS_OUTPUTS: Readonly<Record<string, OutputRule>> = {
  'aws:ec2/vpc:Vpc': ec2('vpc', 'vpc', ({ digest }) => ({
    defaultSecurityGroupId: `sg-simdefault${digest}`,
    defaultRouteTableId: `rtb-simdefault${digest}`,
    defaultNetworkAclId: `acl-simdefault${digest}`,
    mainRouteTableId: `rtb-simdefault${digest}`,
    ownerId: '123456789012',
  })),
  'aws:ec2/subnet:Subnet': ec2('subnet', 'subnet'),
  'aws:ec2/internetGateway:InternetGateway': ec2('igw', 'internet-gateway'),
  'aws:ec2/natGateway:NatGateway': ec2('nat', 'natgateway', ({ digest, inputs }) => {
    const publicIp = `198.51.100.${Number.parseInt(digest.slice(0, 2), 16) % 254}`
    return inputs.availabilityMode === 'regional'
      ? { publicIp: '', regionalNatGatewayAddresses: [{ publicIp, status: 'succeeded' }] }
      : { publicIp }
  }),
  'aws:ec2/eip:Eip': ec2('eipalloc', 'elastic-ip', ({ digest }) => ({
    allocationId: `eipalloc-sim${digest}`,
    publicIp: `198.51.100.${Number.parseInt(digest.slice(0, 2), 16) % 254}`,
  })),
  'aws:ec2/routeTable:RouteTable': ec2('rtb', 'route-table'),
  'aws:ec2/securityGroup:SecurityGroup': ec2('sg', 'security-group', (resource) => ({
    name: named(resource),
  })),
  'aws:ec2/vpcEndpoint:VpcEndpoint': ec2('vpce', 'vpc-endpoint', ({ digest }) => ({
    dnsEntries: [{ dnsName: `vpce-sim${digest}.vpce.amazonaws.com`, hostedZoneId: 'ZSIM' }],
    prefixListId: `pl-sim${digest.slice(0, 8)}`,
  })),
  'aws:ec2/vpnGateway:VpnGateway': ec2('vgw', 'vpn-gateway'),
  'aws:ec2/customerGateway:CustomerGateway': ec2('cgw', 'customer-gateway'),
  'aws:ec2/vpnConnection:VpnConnection': ec2('vpn', 'vpn-connection', (resource) => ({
    tunnel1Address: '203.0.113.10',
    tunnel2Address: '203.0.113.11',
    tunnel1BgpAsn: '64512',
    tunnel2BgpAsn: '64512',
    tunnel1VgwInsideAddress: '169.254.44.1',
    tunnel1CgwInsideAddress: '169.254.44.2',
    tunnel2VgwInsideAddress: '169.254.45.1',
    tunnel2CgwInsideAddress: '169.254.45.2',
    tunnel1PresharedKey: `simulated-key-1-${resource.digest}`,
    tunnel2PresharedKey: `simulated-key-2-${resource.digest}`,
    customerGatewayConfiguration: `<simulated>simulated-key-${resource.digest}</simulated>`,
    presharedKeyArn: arn('secretsmanager', resource, `secret:s2svpn!sim${resource.digest}`),
  })),
  'aws:ec2/flowLog:FlowLog': ec2('fl', 'vpc-flow-log'),
  'aws:ec2/launchTemplate:LaunchTemplate': ec2('lt', 'launch-template', (resource) => ({
    name: named(resource),
    latestVersion: 1,
    defaultVersion: 1,
  })),
  'aws:ec2/instance:Instance': ec2('i', 'instance'),
  'aws:ebs/volume:Volume': ec2('vol', 'volume'),
  'aws:iam/role:Role': iam('role'),
  'aws:iam/policy:Policy': iam('policy'),
  'aws:iam/instanceProfile:InstanceProfile': iam('instance-profile'),
  'aws:kms/key:Key': (resource) => {
    const keyId = `${resource.digest.slice(0, 8)}-0000-4000-8000-sim${resource.digest.slice(8)}`
    return { id: keyId, keyId, arn: arn('kms', resource, `key/${keyId}`) }
  },
  'aws:kms/alias:Alias': (resource) => {
    const name = named(resource)
    return { id: name, name, arn: arn('kms', resource, name) }
  },
  'aws:s3/bucket:Bucket': (resource) => {
    const bucket = named(resource, 'bucket')
    return {
      id: bucket,
      bucket,
      arn: `arn:aws:s3:::${bucket}`,
      bucketDomainName: `${bucket}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${bucket}.s3.${resource.region}.amazonaws.com`,
    }
  },
  'aws:rds/instance:Instance': (resource) => {
    const identifier = named(resource, 'identifier')
    const address = `${identifier}.sim${resource.digest.slice(0, 9)}.${resource.region}.rds.amazonaws.com`
    const secret = `secret:rds!db-sim${resource.digest}`
    return {
      id: `db-SIM${resource.digest.toUpperCase()}`,
      identifier,
      address,
      endpoint: `${address}:${resource.inputs.port ?? 5432}`,
      port: resource.inputs.port ?? 5432,
      arn: arn('rds', resource, `db:${identifier}`),
      resourceId: `db-SIM${resource.digest.toUpperCase()}`,
      masterUserSecrets: [
        { secretArn: arn('secretsmanager', resource, secret), secretStatus: 'active' },
      ],
    }
  },
  'aws:rds/parameterGroup:ParameterGroup': rdsGroup('pg'),
  'aws:rds/subnetGroup:SubnetGroup': rdsGroup('subgrp'),
  'aws:backup/vault:Vault': (resource) => {
    const name = named(resource)
    return { id: name, name, arn: arn('backup', resource, `backup-vault:${name}`) }
  },
  'aws:ecr/repository:Repository': (resource) => {
    const name = named(resource)
    return {
      id: name,
      name,
      arn: arn('ecr', resource, `repository/${name}`),
      registryId: '123456789012',
      repositoryUrl: `123456789012.dkr.ecr.${resource.region}.amazonaws.com/${name}`,
    }
  },
  'aws:eks/cluster:Cluster': (resource) => {
    const name = named(resource)
    return {
      id: name,
      name,
      arn: arn('eks', resource, `cluster/${name}`),
      version: resource.inputs.version ?? '1.34',
      endpoint: `https://SIM${resource.digest.toUpperCase()}.gr7.${resource.region}.eks.amazonaws.com`,
      certificateAuthority: {
        data: Buffer.from(`simulated ${resource.digest}`).toString('base64'),
      },
      identities: [
        { oidcs: [{ issuer: `https://oidc.eks.${resource.region}.amazonaws.com/id/SIM` }] },
      ],
      vpcConfig: {
        ...(resource.inputs.vpcConfig as Properties),
        clusterSecurityGroupId: `sg-simcluster${resource.digest}`,
      },
    }
  },
  'aws:cloudwatch/logGroup:LogGroup': (resource) => {
    const name = named(resource)
    return { id: name, name, arn: arn('logs', resource, `log-group:${name}`) }
  },
  'aws:cloudwatch/eventRule:EventRule': (resource) => {
    const name = named(resource)
    return { id: name, name, arn: arn('events', resource, `rule/${name}`) }
  },
  'aws:ssm/document:Document': (resource) => {
    const name = named(resource)
    return { id: name, name, arn: arn('ssm', resource, `document/${name}`) }
  },
  'aws:cloudformation/stack:Stack': (resource) => {
    const name = named(resource)
    return { id: arn('cloudformation', resource, `stack/${name}/sim-${resource.digest}`), name }
  },
  'aws:sns/topic:Topic': (resource) => {
    const name = named(resource)
    return { id: arn('sns', resource, name), name, arn: arn('sns', resource, name) }
  },
  'aws:sqs/queue:Queue': (resource) => {
    const name = named(resource)
    const url = `https://sqs.${resource.region}.amazonaws.com/123456789012/${name}`
    return { id: url, url, name, arn: arn('sqs', resource, name) }
  },
  'aws:lambda/function:Function': (resource) => {
    const name = named(resource)
    const value = arn('lambda', resource, `function:${name}`)
    return { id: name, name, arn: value, qualifiedArn: `${value}:1`, version: '1' }
  },
  'aws:secretsmanager/secret:Secret': (resource) => {
    const value = arn('secretsmanager', resource, `secret:${named(resource)}-simsec`)
    return { id: value, arn: value, name: named(resource) }
  },
  'aws:acm/certificate:Certificate': (resource) => {
    const value = arn('acm', resource, `certificate/sim-${resource.digest}`)
    const names = [
      resource.inputs.domainName,
      ...((resource.inputs.subjectAlternativeNames as string[] | undefined) ?? []),
    ]
    return {
      id: value,
      arn: value,
      domainValidationOptions: [...new Set(names)].map((domainName) => ({
        domainName: domainName ?? '',
        resourceRecordName: `_sim${resource.digest.slice(0, 8)}.${domainName}.`,
        resourceRecordType: 'CNAME',
        resourceRecordValue: `_sim${resource.digest}.acm-validations.aws.`,
      })),
    }
  },
  'aws:acm/certificateValidation:CertificateValidation': ({ inputs }) => ({
    id: '2026-01-01 00:00:00 +0000 UTC',
    certificateArn: inputs.certificateArn ?? '',
  }),
  'aws:route53/record:Record': ({ inputs }) => {
    const fqdn = text(inputs.name, '').replace(/\.$/, '')
    return { id: `${inputs.zoneId}_${fqdn}_${inputs.type}`, fqdn, name: fqdn }
  },
  'aws:route53/zone:Zone': ({ digest, inputs }) => ({
    id: `ZSIM${digest.toUpperCase()}`,
    zoneId: `ZSIM${digest.toUpperCase()}`,
    arn: `arn:aws:route53:::hostedzone/ZSIM${digest.toUpperCase()}`,
    nameServers: [1, 2, 3, 4].map((n) => `ns-${n}.awsdns-sim.${n === 1 ? 'com' : 'org'}`),
    name: inputs.name ?? '',
  }),
  'aws:wafv2/webAcl:WebAcl': (resource) => {
    const value = arn(
      'wafv2',
      resource,
      `regional/webacl/${named(resource)}/sim-${resource.digest}`,
    )
    return { id: `sim-${resource.digest}`, arn: value, name: named(resource), capacity: 800 }
  },
  'aws:efs/fileSystem:FileSystem': (resource) => {
    const id = `fs-sim${resource.digest}`
    return {
      id,
      arn: arn('elasticfilesystem', resource, `file-system/${id}`),
      dnsName: `${id}.efs.${resource.region}.amazonaws.com`,
    }
  },
  'aws:efs/accessPoint:AccessPoint': (resource) => {
    const id = `fsap-sim${resource.digest}`
    return { id, arn: arn('elasticfilesystem', resource, `access-point/${id}`) }
  },
  'aws:lb/loadBalancer:LoadBalancer': loadBalancer,
  'aws:lb/targetGroup:TargetGroup': targetGroup,
}
