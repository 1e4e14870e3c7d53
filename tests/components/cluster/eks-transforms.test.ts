import type * as pulumi from '@pulumi/pulumi'
import { describe, expect, it } from 'vitest'
import {
  addOnTransform,
  clusterTransform,
  nodeGroupTransform,
} from '../../../components/cluster/eks-transforms.ts'

const applied = (transform: pulumi.ResourceTransform, type: string, props: object) =>
  transform({ type, name: 'main', custom: true, props, opts: { protect: true } })

describe('what is set on the resources that @pulumi/eks makes', () => {
  it.each([
    [
      'a control plane',
      clusterTransform({ creatorIsAdmin: false, zonalShift: true }),
      'aws:eks/cluster:Cluster',
      {
        accessConfig: {
          authenticationMode: 'API',
          bootstrapClusterCreatorAdminPermissions: false,
        },
        zonalShiftConfig: { enabled: true },
      },
    ],
    [
      'a node group',
      nodeGroupTransform(),
      'aws:eks/nodeGroup:NodeGroup',
      {
        updateConfig: { maxUnavailablePercentage: 33 },
        nodeRepairConfig: { enabled: true },
      },
    ],
    [
      'an add-on',
      addOnTransform({ owner: 'me' }),
      'aws:eks/addon:Addon',
      { tags: { owner: 'me' } },
    ],
  ])('is little and leaves the rest of %s alone', (_, transform, type, added) => {
    const given = { name: 'main', accessConfig: {}, tags: [] }
    expect(applied(transform, type, given)).toEqual({
      props: { ...given, ...added },
      opts: { protect: true },
    })
    expect(applied(transform, 'aws:iam/role:Role', given)).toBeUndefined()
  })
})
