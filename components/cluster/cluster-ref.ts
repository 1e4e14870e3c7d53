import type * as pulumi from '@pulumi/pulumi'

/** An EKS cluster: all that is needed to reach it and to admit workloads' traffic. */
export interface ClusterRef {
  /** Name of the cluster. */
  clusterName: pulumi.Input<string>
  /** ARN of the cluster. */
  arn: pulumi.Input<string>
  /** HTTPS address of the API server. */
  endpoint: pulumi.Input<string>
  /** The API server's certificate authority, base64 of PEM. */
  certificateAuthority: pulumi.Input<string>
  /** Security group that EKS puts on control plane and nodes; what pods send comes from it. */
  securityGroupId: pulumi.Input<string>
  /** ARN of the role of its nodes: for who adds nodes. */
  nodeRoleArn?: pulumi.Input<string>
  /** Minor version of Kubernetes: nodes that are added follow it. */
  kubernetesVersion?: pulumi.Input<string>
}
