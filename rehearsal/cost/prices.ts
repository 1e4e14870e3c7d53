import { EC2_FAMILIES, EC2_TYPES, ec2Factor } from './ec2-prices.ts'

/**
 * How a price was established: `read`, the figure stands in the page or file that is the source;
 * `listed`, it is AWS's published list price as known, and the source is the page that publishes it,
 * whose table the figure has not been compared with.
 */
export type Established = 'read' | 'listed'

/** One price of the table. */
export interface Price {
  readonly unit: 'hour' | 'month' | 'GB-month'
  readonly usd: number
  readonly established: Established
  /** The page or file that was read; for a list price AWS's page that publishes it. */
  readonly source: string
  /** Where in the source it stands, or what else speaks for the figure. */
  readonly seen: string
  /** Day it was read or entered. */
  readonly date: string
}

const DATE = '2026-11-23'

type Figure = Omit<Price, 'established' | 'date'>

const read = (price: Figure): Price => ({ ...price, established: 'read', date: DATE })
const listed = (price: Figure): Price => ({ ...price, established: 'listed', date: DATE })

/** Copies of AWS's pages that were made by machine, word by word, on the day their head names. */
const TRANSCRIPT = 'https://raw.githubusercontent.com/api-evangelist'

/** Prices that are the same in every commercial region. */
const EVERYWHERE: Readonly<Record<string, Price>> = {
  'eks/control-plane': listed({
    unit: 'hour',
    usd: 0.1,
    source: 'https://aws.amazon.com/eks/pricing/',
    seen: 'standard support of a Kubernetes version',
  }),
  'vpc/public-ipv4': read({
    unit: 'hour',
    usd: 0.005,
    source: 'https://www.haufe-akademie.de/en/skill-it/blog/aws-gebuehren-ipv4-adressen',
    seen: '0.005 US dollars per hour and IP for all public IPv4 addresses, in all regions',
  }),
  'vpc/vpn-connection': listed({
    unit: 'hour',
    usd: 0.05,
    source: 'https://aws.amazon.com/vpn/pricing/',
    seen: 'an hour a connection, as in the US regions',
  }),
  'kms/key': read({
    unit: 'month',
    usd: 1,
    source: 'https://cloudburn.io/blog/aws-kms-pricing',
    seen: '$1/month per customer managed key, from AWS’s page in March 2026',
  }),
  'secretsmanager/secret': read({
    unit: 'month',
    usd: 0.4,
    source: `${TRANSCRIPT}/amazon-secrets-manager/refs/heads/main/plans/amazon-secrets-manager-plans-pricing.yml`,
    seen: '$0.40 / secret / month, from AWS’s page of 2026-09-20',
  }),
  'route53/zone': read({
    unit: 'month',
    usd: 0.5,
    source: `${TRANSCRIPT}/amazon-route53-resolver/refs/heads/main/plans/amazon-route53-resolver-plans-pricing.yml`,
    seen: '$0.50 per hosted zone per month for the first 25, from AWS’s page of 2026-09-20',
  }),
  'waf/web-acl': listed({
    unit: 'month',
    usd: 5,
    source: 'https://aws.amazon.com/waf/pricing/',
    seen: 'a web ACL a month',
  }),
  'waf/rule': listed({
    unit: 'month',
    usd: 1,
    source: 'https://aws.amazon.com/waf/pricing/',
    seen: 'a rule a month; a rule group counts as one',
  }),
  'cloudwatch/alarm': read({
    unit: 'month',
    usd: 0.1,
    source: 'https://github.com/vreutova/infracost-idem-support/pull/2',
    seen: 'an estimate made from AWS’s price list: standard resolution, 1 alarm metric, $0.10',
  }),
}

/** Prices of one region each. What is missing here is reported as unknown. */
const REGIONS: Readonly<Record<string, Readonly<Record<string, Price>>>> = {
  'eu-central-1': {
    'vpc/nat-gateway': listed({
      unit: 'hour',
      usd: 0.052,
      source: 'https://aws.amazon.com/vpc/pricing/',
      seen: 'EUC1-NatGateway-Hours in published price list extracts',
    }),
    'vpc/interface-endpoint': listed({
      unit: 'hour',
      usd: 0.012,
      source: 'https://aws.amazon.com/privatelink/pricing/',
      seen: 'EUC1-VpcEndpoint-Hours in published price list extracts',
    }),
    'elb/application': listed({
      unit: 'hour',
      usd: 0.027,
      source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
      seen: 'EUC1-LoadBalancerUsage in a published bill: 19.44 USD, 0.027 for each of 720 hours',
    }),
    'elb/network': listed({
      unit: 'hour',
      usd: 0.027,
      source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
      seen: 'a network load balancer costs an hour what an application load balancer does',
    }),
    'ec2/r6i.2xlarge': listed({
      unit: 'hour',
      usd: 0.608,
      source: 'https://aws.amazon.com/ec2/pricing/on-demand/',
      seen: 'Linux, on demand',
    }),
    'ebs/gp3': listed({
      unit: 'GB-month',
      usd: 0.0952,
      source: 'https://aws.amazon.com/ebs/pricing/',
      seen: 'EUC1-EBS:VolumeUsage.gp3 in published price list extracts',
    }),
    'rds/storage/gp3': listed({
      unit: 'GB-month',
      usd: 0.137,
      source: 'https://aws.amazon.com/rds/postgresql/pricing/',
      seen: 'EUC1-RDS:GP3-Storage in a published bill: 2.74 USD, 0.137 for each of 20 GB',
    }),
    'rds/postgres/db.t3.micro': read({
      unit: 'hour',
      usd: 0.021,
      source:
        'https://github.com/johnbekele/infracanvas/blob/c6c2aaab359b6d322dc9f03f64926951493ef54b/data/pricing/README.md',
      seen: 'EUC1-InstanceUsage:db.t3.micro, SKU VJNEKAFRR6K9PXWQ, of AWS’s price list in August 2026',
    }),
    'rds/postgres/db.t4g.micro': listed({
      unit: 'hour',
      usd: 0.019,
      source: 'https://aws.amazon.com/rds/postgresql/pricing/',
      seen: 'EUC1-InstanceUsage:db.t4g.micro in a published bill: 13.68 USD, 0.019 for each of 720 hours',
    }),
  },
}

/** The price of something in a region, or undefined when the table has none. */
export function priceOf(key: string, region: string): Price | undefined {
  const [kind, type = ''] = key.split('/')
  const listed = EVERYWHERE[key] ?? REGIONS[region]?.[key]
  return kind === 'ec2' ? (ec2Price(type, region) ?? listed) : listed
}

function ec2Price(type: string, region: string): Price | undefined {
  const one = EC2_TYPES[region]?.[type]
  if (one !== undefined) return read({ unit: 'hour', ...one })
  const [name = '', size = ''] = type.split('.')
  const family = EC2_FAMILIES[region]?.[name]
  const factor = ec2Factor(size)
  if (family === undefined || factor === undefined) return undefined
  const usd = Math.round(family.usdPerLarge * factor * 1e6) / 1e6
  return read({ unit: 'hour', usd, source: family.source, seen: family.seen })
}
