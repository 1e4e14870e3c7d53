/** What a machine has. */
export interface InstanceSize {
  readonly vcpus: number
  readonly memoryGib: number
}

/**
 * GiB of memory for each vCPU, by family: those with Intel's or AMD's processors that have no special
 * hardware. Within a family AWS keeps to the ratio in every size from `large`.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
 */
const GIB_PER_VCPU: Readonly<Record<string, number>> = {
  ...ratio(2, ['c5', 'c5a', 'c6a', 'c6i', 'c7a', 'c7i', 'c7i-flex']),
  ...ratio(4, ['m5', 'm5a', 'm6a', 'm6i', 'm7a', 'm7i', 'm7i-flex']),
  ...ratio(8, ['r5', 'r5a', 'r6a', 'r6i', 'r7a', 'r7i']),
}

/**
 * The same of families with GPUs of NVIDIA.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html
 */
const GIB_PER_VCPU_WITH_GPU: Readonly<Record<string, number>> = ratio(4, ['g4dn', 'g5', 'g6'])

/** Families without special hardware. */
export const INSTANCE_FAMILIES: readonly string[] = Object.keys(GIB_PER_VCPU)

/** Families with GPUs of NVIDIA. */
export const GPU_FAMILIES: readonly string[] = Object.keys(GIB_PER_VCPU_WITH_GPU)

/** What a type of instance has; undefined for families and sizes that are not in the table. */
export const instanceSize = (type: string): InstanceSize | undefined => sizeOf(type, GIB_PER_VCPU)

/** The same for families with GPUs of NVIDIA. */
export const gpuInstanceSize = (type: string): InstanceSize | undefined =>
  sizeOf(type, GIB_PER_VCPU_WITH_GPU)

function sizeOf(type: string, table: Readonly<Record<string, number>>): InstanceSize | undefined {
  const [family = '', size = '', ...more] = type.split('.')
  const gib = table[family]
  const vcpus = vcpusOf(size)
  if (gib === undefined || vcpus === undefined || more.length > 0) return undefined
  return { vcpus, memoryGib: vcpus * gib }
}

/** `large` has two, `xlarge` four, `<n>xlarge` n times four; smaller sizes and metal build nothing. */
function vcpusOf(size: string): number | undefined {
  if (size === 'large') return 2
  const times = /^([1-9]\d?)?xlarge$/.exec(size)
  return times === null ? undefined : 4 * Number(times[1] ?? 1)
}

function ratio(gib: number, families: readonly string[]): Record<string, number> {
  return Object.fromEntries(families.map((family) => [family, gib]))
}
