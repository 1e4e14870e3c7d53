import type { Properties } from '../engine/wire.ts'
import type { Construct, ConstructionSite, RemoteComponent } from './construction-site.ts'
import { constructAddon } from './eks/addon.ts'
import { constructCluster } from './eks/cluster.ts'
import { constructManagedNodeGroup } from './eks/managed-node-group.ts'

/**
 * Constructs a remote component as its provider does, in shape: the same children with the same
 * types, names and inputs, on whatever engine the site belongs to. A component of another package
 * has no children here.
 */
export async function constructRemote(
  component: RemoteComponent,
  site: ConstructionSite,
): Promise<Properties> {
  return (await CONSTRUCTS[component.type]?.(component, site)) ?? {}
}

/** True for a remote component whose children are known. */
export const isKnownRemote = (type: string): boolean => type in CONSTRUCTS

/** URN of the parent that the provider gives a component: an add-on is the cluster's child. */
export function remoteParent(
  { type, inputs }: Pick<RemoteComponent, 'type' | 'inputs'>,
  parent: string,
): string {
  const { cluster } = inputs
  const isChild = type === 'eks:index:Addon' && typeof cluster === 'string'
  return isChild && cluster.startsWith('urn:') ? cluster : parent
}

// In shape of pulumi-eks 4.3: https://github.com/pulumi/pulumi-eks/tree/master/nodejs/eks
const CONSTRUCTS: Readonly<Record<string, Construct>> = {
  'eks:index:Cluster': constructCluster,
  'eks:index:ManagedNodeGroup': constructManagedNodeGroup,
  'eks:index:Addon': constructAddon,
}
