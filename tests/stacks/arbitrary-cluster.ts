import fc from 'fast-check'

/** Settings of node groups by name. */
export type NodeGroups = Readonly<Record<string, { readonly instanceTypes: readonly string[] }>>

const types = fc.constantFrom(
  ['m7i.large'],
  ['t3.large', 't3a.large'],
  ['m7g.large', 'c7gn.xlarge'],
  ['i4i.metal'],
)

const group = fc
  .tuple(
    types,
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 1, max: 20 }),
    fc.constantFrom('onDemand', 'spot'),
  )
  .map(([instanceTypes, min, more, capacity]) => ({
    instanceTypes,
    min,
    max: min + more,
    capacity,
  }))

const gpuGroup = fc.constant({ instanceTypes: ['g5.xlarge'], min: 0, max: 2, gpu: true })

/** Random groups of nodes, with one that stands steady. */
export const nodeGroups: fc.Arbitrary<NodeGroups> = fc.record(
  {
    general: group.map((one) => ({ ...one, min: Math.max(1, one.min) })),
    batch: group,
    gpu: gpuGroup,
  },
  { requiredKeys: ['general'] },
)

const access = fc.record(
  {
    deploy: fc.constant({ principal: 'role/deploy', policy: 'clusterAdmin' }),
    viewers: fc.record({
      principal: fc.constantFrom('arn:aws:iam::123456789012:role/viewers', 'role/team/viewers'),
      policy: fc.constantFrom('view', 'edit', 'admin'),
      namespaces: fc.uniqueArray(fc.constantFrom('prediction', 'monitoring')),
    }),
  },
  { requiredKeys: ['deploy'] },
)

const endpoints = fc.constantFrom(
  {},
  { publicEndpoint: false },
  { publicEndpoint: 'true', publicCidrs: ['193.174.1.0/24', '10.0.0.0/8'] },
)

/** Random settings of a cluster with the given groups. */
export const clusterSection = (groups: NodeGroups): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(
      endpoints,
      fc.oneof(fc.constant({ creatorAdmin: true }), fc.record({ access })),
      fc.record(
        {
          kubernetesVersion: fc.constantFrom('1.34', '1.35', '1.36'),
          efs: fc.boolean(),
          supportType: fc.constantFrom('standard', 'extended'),
          deletionProtection: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([endpoint, who, more]) => ({ ...endpoint, ...who, ...more, nodeGroups: groups }))

/** Random settings of an image that runs on the given groups. */
export const imageSection = (groups: NodeGroups): fc.Arbitrary<Record<string, unknown>> => {
  const isArm = (type: string): boolean => /^(m7g|c7gn)\./.test(type)
  const needed = Object.values(groups).flatMap(({ instanceTypes }) =>
    instanceTypes.map((type) => (isArm(type) ? 'linux/arm64' : 'linux/amd64')),
  )
  return fc.constantFrom(
    { service: { platforms: [...new Set(needed)], buildOnPreview: false } },
    { service: { platforms: ['linux/amd64', 'linux/arm64'] } },
    { service: { reference: `ghcr.io/hospital/service@sha256:${'0a'.repeat(32)}` } },
  )
}
