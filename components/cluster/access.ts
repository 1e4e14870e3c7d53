import * as aws from '@pulumi/aws'
import type * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import type { ClusterAccess } from './cluster-args.ts'
import type { ClusterContext } from './control-plane.ts'

/** Makes one access entry and one policy association for each principal that may use the API. */
export function createAccess(
  { name, args, parent }: ClusterContext,
  clusterName: pulumi.Output<string>,
): pulumi.Resource[] {
  return Object.entries(args.access).map(([key, access]) => {
    const entry = new aws.eks.AccessEntry(
      `${name}-access-${key}`,
      {
        clusterName,
        principalArn: access.principalArn,
        type: 'STANDARD',
        ...(access.kubernetesGroups !== undefined && { kubernetesGroups: access.kubernetesGroups }),
        tags: tagsOf(args.ownership, { name: `${name}-access-${key}` }),
      },
      { parent },
    )
    return new aws.eks.AccessPolicyAssociation(
      `${name}-access-${key}`,
      {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: `arn:aws:eks::aws:cluster-access-policy/${access.policy}`,
        accessScope: scopeOf(access),
      },
      { parent },
    )
  })
}

function scopeOf({ namespaces }: ClusterAccess) {
  return namespaces === undefined ? { type: 'cluster' } : { type: 'namespace', namespaces }
}
