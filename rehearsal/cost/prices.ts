import { CATALOG, EC2_FAMILIES, EC2_TYPES, ec2Factor } from './ec2-prices.ts'

/** One price of the table. */
export interface Price {
  /** Service as its bill names it. */
  readonly service: string
  readonly unit: 'hour' | 'month' | 'GB-month'
  readonly usd: number
  /** Where the price is published. */
  readonly source: string
  /** How the figure was read, where the page shows it by region only on demand. */
  readonly seen?: string
  /** Day it was looked up. */
  readonly date: string
}

const DATE = '2026-11-23'

/** Prices that are the same in every commercial region. */
const EVERYWHERE: Readonly<Record<string, Price>> = {
  'eks/control-plane': {
    service: 'Amazon EKS',
    unit: 'hour',
    usd: 0.1,
    source: 'https://aws.amazon.com/eks/pricing/',
    date: DATE,
  },
  'vpc/public-ipv4': {
    service: 'Amazon VPC',
    unit: 'hour',
    usd: 0.005,
    source:
      'https://aws.amazon.com/blogs/aws/new-aws-public-ipv4-address-charge-public-ip-insights/',
    date: DATE,
  },
  'vpc/vpn-connection': {
    service: 'Amazon VPC',
    unit: 'hour',
    usd: 0.05,
    source: 'https://aws.amazon.com/vpn/pricing/',
    date: DATE,
  },
  'kms/key': {
    service: 'AWS KMS',
    unit: 'month',
    usd: 1,
    source: 'https://aws.amazon.com/kms/pricing/',
    date: DATE,
  },
  'secretsmanager/secret': {
    service: 'AWS Secrets Manager',
    unit: 'month',
    usd: 0.4,
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
    date: DATE,
  },
  'route53/zone': {
    service: 'Amazon Route 53',
    unit: 'month',
    usd: 0.5,
    source: 'https://aws.amazon.com/route53/pricing/',
    date: DATE,
  },
  'waf/web-acl': {
    service: 'AWS WAF',
    unit: 'month',
    usd: 5,
    source: 'https://aws.amazon.com/waf/pricing/',
    date: DATE,
  },
  'waf/rule': {
    service: 'AWS WAF',
    unit: 'month',
    usd: 1,
    source: 'https://aws.amazon.com/waf/pricing/',
    date: DATE,
  },
  'cloudwatch/alarm': {
    service: 'Amazon CloudWatch',
    unit: 'month',
    usd: 0.1,
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    date: DATE,
  },
}

/** Prices of one region each. What is missing here is reported as unknown. */
const REGIONS: Readonly<Record<string, Readonly<Record<string, Price>>>> = {
  'eu-central-1': {
    'vpc/nat-gateway': {
      service: 'Amazon VPC',
      unit: 'hour',
      usd: 0.052,
      source: 'https://aws.amazon.com/vpc/pricing/',
      seen: 'EUC1-NatGateway-Hours in published bills and price list extracts',
      date: DATE,
    },
    'vpc/interface-endpoint': {
      service: 'AWS PrivateLink',
      unit: 'hour',
      usd: 0.012,
      source: 'https://aws.amazon.com/privatelink/pricing/',
      seen: 'EUC1-VpcEndpoint-Hours in published price list extracts',
      date: DATE,
    },
    'elb/application': {
      service: 'Elastic Load Balancing',
      unit: 'hour',
      usd: 0.027,
      source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
      seen: 'EUC1-LoadBalancerUsage in a published bill: 19.44 USD for 720 hours',
      date: DATE,
    },
    'ebs/gp3': {
      service: 'Amazon EBS',
      unit: 'GB-month',
      usd: 0.0952,
      source: 'https://aws.amazon.com/ebs/pricing/',
      seen: 'EUC1-EBS:VolumeUsage.gp3 in published price list extracts',
      date: DATE,
    },
    'rds/storage/gp3': {
      service: 'Amazon RDS',
      unit: 'GB-month',
      usd: 0.137,
      source: 'https://aws.amazon.com/rds/postgresql/pricing/',
      seen: 'EUC1-RDS:GP3-Storage in a published bill: 2.74 USD for 20 GB',
      date: DATE,
    },
    'rds/postgres/db.t3.micro': {
      service: 'Amazon RDS',
      unit: 'hour',
      usd: 0.021,
      source: 'https://aws.amazon.com/rds/postgresql/pricing/',
      seen: 'EUC1-InstanceUsage:db.t3.micro, SKU VJNEKAFRR6K9PXWQ, in a published price list extract',
      date: DATE,
    },
    'rds/postgres/db.t4g.micro': {
      service: 'Amazon RDS',
      unit: 'hour',
      usd: 0.019,
      source: 'https://aws.amazon.com/rds/postgresql/pricing/',
      seen: 'EUC1-InstanceUsage:db.t4g.micro in a published bill: 13.68 USD for 720 hours',
      date: DATE,
    },
  },
}

/** The price of something in a region, or undefined when the table has none. */
export function priceOf(key: string, region: string): Price | undefined {
  const [kind, type = ''] = key.split('/')
  if (kind === 'ec2') return ec2Price(type, region)
  return EVERYWHERE[key] ?? REGIONS[region]?.[key]
}

function ec2Price(type: string, region: string): Price | undefined {
  const one = EC2_TYPES[region]?.[type]
  if (one !== undefined) return ec2(one, CATALOG, type)
  const [name = '', size = ''] = type.split('.')
  const family = EC2_FAMILIES[region]?.[name]
  const factor = ec2Factor(size)
  if (family === undefined || factor === undefined) return undefined
  return ec2(Math.round(family.usdPerLarge * factor * 1e6) / 1e6, family.source, family.seen)
}

const ec2 = (usd: number, source: string, seen: string): Price => ({
  service: 'Amazon EC2',
  unit: 'hour',
  usd,
  source,
  seen,
  date: DATE,
})
