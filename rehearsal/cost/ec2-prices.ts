/** On-demand price of a family of instances, Linux. */
export interface Ec2Family {
  /** USD an hour for the size `large`; the other sizes are its multiples. */
  readonly usdPerLarge: number
  readonly source: string
  /** Sizes that were read. */
  readonly seen: string
}

/** A public copy of AWS's price list, made daily. */
export const CATALOG =
  'https://github.com/skypilot-org/skypilot-catalog/blob/00148f2af3672e2229b4f7bf8157d5a3f36e3c35/catalogs/v8/aws/vms.csv'

const family = (usdPerLarge: number, seen: string): Ec2Family => ({
  usdPerLarge,
  source: CATALOG,
  seen,
})

/**
 * Families by region. Within a family AWS prices sizes in proportion, which the sizes read confirm.
 * Families with accelerators are not in proportion: see {@link EC2_TYPES}.
 */
export const EC2_FAMILIES: Readonly<Record<string, Readonly<Record<string, Ec2Family>>>> = {
  'eu-central-1': {
    t2: family(0.1072, 'large 0.1072, medium 0.0536'),
    t3: family(0.096, 'medium 0.048, micro 0.012, nano 0.006'),
    t4g: family(0.0768, 'large 0.0768, medium 0.0384, micro 0.0096'),
    m6i: family(0.115, '12xlarge 2.76, 16xlarge 3.68'),
    m6gd: family(0.109, 'xlarge 0.218, metal 3.488'),
    m7gd: family(0.12853, 'large 0.1285, 2xlarge 0.5141, 8xlarge 2.0563'),
    m7i: family(0.12075, '2xlarge 0.483, 24xlarge 5.796, 48xlarge 11.592'),
    r8i: family(0.16758, 'xlarge 0.33516'),
  },
}

/** Prices of single types, for families whose sizes are not priced in proportion. */
export const EC2_TYPES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'eu-central-1': {
    'g5.xlarge': 1.258,
    'g5.16xlarge': 5.12204,
    'g6.xlarge': 1.0064,
    'g6.4xlarge': 1.65466,
    'g6.8xlarge': 2.519,
  },
}

const SMALL: Readonly<Record<string, number>> = {
  nano: 1 / 16,
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
  xlarge: 2,
}

/** How many times the price of `large` a size costs; undefined for bare metal. */
export function ec2Factor(size: string): number | undefined {
  const many = /^(\d+)xlarge$/.exec(size)?.[1]
  return many === undefined ? SMALL[size] : 2 * Number(many)
}
