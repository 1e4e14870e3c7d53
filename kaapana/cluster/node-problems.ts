import type { Kubectl } from './kubectl.ts'
import { type Node, nameOf } from './objects.ts'

/** Conditions that are wrong when they hold. */
const PRESSURES = ['DiskPressure', 'MemoryPressure', 'PIDPressure', 'NetworkUnavailable']

/** What nodes say of themselves that is not as it shall be. */
export function nodeProblems(nodes: readonly Node[]): string[] {
  if (nodes.length === 0) return ['There is no node.']
  return nodes.flatMap((node) => {
    const conditions = node.status?.conditions ?? []
    const ready = conditions.find(({ type }) => type === 'Ready')
    return [
      ...(ready?.status === 'True'
        ? []
        : [`${nameOf(node)} is not ready: ${ready?.message ?? ''}`]),
      ...conditions
        .filter(({ type, status }) => PRESSURES.includes(type) && status === 'True')
        .map(({ type, message = '' }) => `${nameOf(node)} has ${type}: ${message}`),
    ]
  })
}

/** A disk of a node. */
export interface Disk {
  readonly node: string
  /** What it holds. */
  readonly of: 'pods' | 'images'
  readonly capacityBytes: number
  readonly availableBytes: number
}

/** Share in use from which on a disk is too full: the kubelet removes pods at 90, images at 85 %. */
export const FULL = 0.85

/** Disks that are too full, each as a line. */
export const fullDisks = (disks: readonly Disk[]): string[] =>
  disks.filter((disk) => inUse(disk) > FULL).map(diskLine)

/** `node-1, images: 61 % of 200 GB in use` */
export function diskLine(disk: Disk): string {
  const size = (disk.capacityBytes / 1e9).toFixed(0)
  return `${disk.node}, ${disk.of}: ${Math.round(inUse(disk) * 100)} % of ${size} GB in use`
}

const inUse = ({ capacityBytes, availableBytes }: Disk): number =>
  capacityBytes === 0 ? 0 : 1 - availableBytes / capacityBytes

interface Summary {
  readonly node: {
    readonly fs?: FileSystem
    readonly runtime?: { readonly imageFs?: FileSystem }
  }
}

interface FileSystem {
  readonly capacityBytes?: number
  readonly availableBytes?: number
}

/**
 * Disks of a node as its kubelet measures them.
 *
 * @throws Error where the kubelet cannot be asked through the API server
 */
export async function readDisks(
  kubectl: Kubectl,
  node: string,
  signal?: AbortSignal,
): Promise<Disk[]> {
  const path = `/api/v1/nodes/${node}/proxy/stats/summary`
  const summary = JSON.parse(await kubectl.run(['get', '--raw', path], signal)) as Summary
  return disksOf(node, summary)
}

/** The disks that a summary of the kubelet names. */
export function disksOf(node: string, summary: Summary): Disk[] {
  const { fs, runtime } = summary.node
  const disks = [
    ['pods', fs],
    ['images', runtime?.imageFs],
  ] as const
  return disks.flatMap(([of, { capacityBytes, availableBytes } = {}]) =>
    capacityBytes === undefined || availableBytes === undefined
      ? []
      : [{ node, of, capacityBytes, availableBytes }],
  )
}
