/** Processor architecture of EC2 instances, as images name it. */
export const NodeArchitecture = { Amd64: 'amd64', Arm64: 'arm64' } as const
export type NodeArchitecture = (typeof NodeArchitecture)[keyof typeof NodeArchitecture]

/**
 * Architecture of a group's instance types: a `g` after the generation is Graviton, as in `m7g` and
 * `c8gd`, and so are `a1` and `g5g`.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceTypes: readonly string[]): NodeArchitecture {
  const arm = instanceTypes.every((type) => /^([a-z]+\d+g[a-z-]*|a1)\./.test(type))
  return arm ? NodeArchitecture.Arm64 : NodeArchitecture.Amd64
}
