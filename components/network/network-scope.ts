import * as pulumi from '@pulumi/pulumi'
import type { Ownership } from '../ownership.ts'
import type { NetworkPlan } from './network-plan.ts'

/** What every part of a network is made with. */
export interface NetworkScope {
  readonly plan: NetworkPlan
  readonly ownership: Ownership
  readonly accountId: pulumi.Input<string>
  /** The network, parent of all. */
  readonly parent: pulumi.Resource
}

/** A block as part of a resource's name: `10-20-0-0-16`. */
export function slug(cidr: string): string {
  return cidr.replace(/[./]/g, '-')
}

/**
 * An id that is handed on only when the given resources are ready too, so that whatever uses it
 * comes after them and is destroyed before them. URNs are waited for, not ids: they are known at
 * preview, so a resource to come does not make the id unknown.
 */
export function after(
  id: pulumi.Output<string>,
  resources: readonly pulumi.Resource[],
): pulumi.Output<string> {
  const urns = pulumi.all(resources.map(({ urn }) => urn))
  return pulumi.all([id, urns]).apply(([known]) => known)
}
