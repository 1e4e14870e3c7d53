/** Parts of an environment that its cost is summed by. */
export const AREAS = ['compute', 'network', 'data', 'edge', 'security', 'operations'] as const
export type Area = (typeof AREAS)[number]

const OF_KIND: Readonly<Record<string, Area>> = {
  ec2: 'compute',
  ebs: 'compute',
  eks: 'compute',
  vpc: 'network',
  rds: 'data',
  elb: 'edge',
  waf: 'edge',
  route53: 'edge',
  kms: 'security',
  secretsmanager: 'security',
  cloudwatch: 'operations',
}

/** The area of a price by its key, e.g. `network` for `vpc/nat-gateway`. */
export const areaOf = (price: string): Area => OF_KIND[price.split('/')[0] ?? ''] ?? 'operations'
