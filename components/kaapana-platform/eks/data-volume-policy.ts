/**
 * What the nodes' role needs to attach the data volume of storage `parity`: an IAM policy for
 * `nodePolicyArns` of `Cluster`. The volume goes to instances of the cluster alone.
 */
export function dataVolumePolicy(on: {
  readonly region: string
  readonly accountId: string
  readonly volumeId: string
  readonly clusterName: string
}): object {
  const ec2 = `arn:aws:ec2:${on.region}:${on.accountId}`
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TheVolume',
        Effect: 'Allow',
        Action: 'ec2:AttachVolume',
        Resource: `${ec2}:volume/${on.volumeId}`,
      },
      {
        Sid: 'ToNodesOfTheCluster',
        Effect: 'Allow',
        Action: 'ec2:AttachVolume',
        Resource: `${ec2}:instance/*`,
        Condition: { StringEquals: { 'aws:ResourceTag/eks:cluster-name': on.clusterName } },
      },
    ],
  }
}
