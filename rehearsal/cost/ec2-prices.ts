/** On-demand price of a family of instances, Linux. */
export interface Ec2Family {
  /** USD an hour for the size `large`; the other sizes are its multiples. */
  readonly usdPerLarge: number
  readonly source: string
  /** Sizes that were read. */
  readonly seen: string
}

/** A public copy of AWS's price list, made daily; two of its days have been read. */
const catalog = (commit: string): string =>
  `https://github.com/skypilot-org/skypilot-catalog/blob/${commit}/catalogs/v8/aws/vms.csv`
const CATALOG = catalog('00148f2af3672e2229b4f7bf8157d5a3f36e3c35')
const ANOTHER_DAY = catalog('e385a0d348eda9cefd9806423e7725944dc249e4')

const family = (usdPerLarge: number, seen: string, source = CATALOG): Ec2Family => ({
  usdPerLarge,
  source,
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
    m7g: family(0.09775, 'medium 0.0489, xlarge 0.1955, metal (16xlarge) 3.1283', ANOTHER_DAY),
    m7i: family(0.12075, 'xlarge 0.2415, 2xlarge 0.483, 24xlarge 5.796, 48xlarge 11.592'),
    m8g: family(0.10754, '12xlarge 2.58096', ANOTHER_DAY),
    r8i: family(0.16758, 'xlarge 0.33516'),
  },
}

/** On-demand price of one type, Linux. */
export interface Ec2Type {
  readonly usd: number
  readonly source: string
  readonly seen: string
}

const type = (usd: number): Ec2Type => ({ usd, source: CATALOG, seen: 'its own line' })

/** Prices of single types, for families whose sizes are not priced in proportion. */
export const EC2_TYPES: Readonly<Record<string, Readonly<Record<string, Ec2Type>>>> = {
  'eu-central-1': {
    'g5.xlarge': type(1.258),
    'g5.16xlarge': type(5.12204),
    'g6.xlarge': type(1.0064),
    'g6.4xlarge': type(1.65466),
    'g6.8xlarge': type(2.519),
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
