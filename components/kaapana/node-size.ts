import { type InstanceSize, instanceSize } from '../image-builder/instance-sizes.ts'

/** What Kaapana's documentation asks of a node at least. */
export const SMALLEST_NODE = { vcpus: 8, memoryGib: 64 }

/**
 * GiB of memory for each vCPU of families with NVIDIA's GPUs.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html
 */
const GPU_FAMILIES: Readonly<Record<string, number>> = { g4dn: 4, g5: 4, g6: 4, g6e: 8, gr6: 8 }

/** What a node of a type has; undefined for types that are not known. */
export function nodeSize(type: string): (InstanceSize & { readonly gpu: boolean }) | undefined {
  const [family = '', size = ''] = type.split('.')
  const ratio = GPU_FAMILIES[family]
  const like = instanceSize(ratio === undefined ? type : `m5.${size}`)
  if (like === undefined) return undefined
  if (ratio === undefined) return { ...like, gpu: false }
  return { vcpus: like.vcpus, memoryGib: like.vcpus * ratio, gpu: true }
}

/** Whether Kaapana fits on a node. */
export const isLargeEnough = ({ vcpus, memoryGib }: InstanceSize): boolean =>
  vcpus >= SMALLEST_NODE.vcpus && memoryGib >= SMALLEST_NODE.memoryGib
