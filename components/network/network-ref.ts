import type * as pulumi from '@pulumi/pulumi'

/** A network that other components can be put into: ours, or an existing VPC of the user's. */
export interface NetworkRef {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>
  /** The VPC's primary IPv4 block, e.g. `10.20.0.0/16`. */
  cidrBlock: pulumi.Input<string>
  /** Subnets with a route to an internet gateway, one an availability zone; may be empty. */
  publicSubnetIds: pulumi.Input<pulumi.Input<string>[]>
  /** Subnets that reach out through NAT or endpoints only. */
  privateSubnetIds: pulumi.Input<pulumi.Input<string>[]>
  /** Subnets with no route out of the VPC, for data stores. */
  isolatedSubnetIds: pulumi.Input<pulumi.Input<string>[]>
}
