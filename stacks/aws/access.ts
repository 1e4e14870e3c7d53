import * as pulumi from '@pulumi/pulumi'
import { type ClusterAccess, ClusterAccessPolicy } from '../../components/cluster/cluster-args.ts'
import type { AwsSettings } from '../settings/settings.ts'

const POLICIES = {
  view: ClusterAccessPolicy.View,
  edit: ClusterAccessPolicy.Edit,
  admin: ClusterAccessPolicy.Admin,
  adminView: ClusterAccessPolicy.AdminView,
  clusterAdmin: ClusterAccessPolicy.ClusterAdmin,
} as const

/** Who may do what in the cluster; `role/<name>` is a role of the environment's own account. */
export function accessOf(
  { cluster }: AwsSettings,
  accountId: pulumi.Input<string>,
): Record<string, ClusterAccess> {
  return Object.fromEntries(
    Object.entries(cluster.access).map(([name, { principal, policy, namespaces }]) => {
      const principalArn = principal.startsWith('role/')
        ? pulumi.interpolate`arn:aws:iam::${accountId}:${principal}`
        : principal
      const limited = namespaces.length > 0 && { namespaces }
      return [name, { principalArn, policy: POLICIES[policy], ...limited }]
    }),
  )
}
