import {
  type ImageBuilderArgs,
  ImageBuilderKind,
} from '../../../components/image-builder/image-builder-args.ts'

const arn = (service: string, rest: string) =>
  `arn:aws:${service}:eu-central-1:123456789012:${rest}`

const COMMON = {
  ownership: { owner: 'imaging-platform', environment: 'test' },
  network: {
    vpcId: 'vpc-1',
    cidrBlock: '10.20.0.0/16',
    publicSubnetIds: [],
    privateSubnetIds: ['subnet-a', 'subnet-b'],
    isolatedSubnetIds: [],
  },
  subnetId: 'subnet-a',
  availabilityZone: 'eu-central-1a',
  key: { arn: arn('kms', 'key/volumes') },
  repositories: {
    kaapana: {
      repositoryUrl: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana',
      arn: arn('ecr', 'repository/kaapana'),
    },
  },
}

/** A repository of Docker Hub's images. */
export const MIRROR = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/docker-hub'

/** Smallest arguments of a builder in a cluster. */
export const IN_CLUSTER: ImageBuilderArgs = {
  ...COMMON,
  kind: ImageBuilderKind.Kubernetes,
  kubernetes: {
    cluster: {
      clusterName: 'main',
      arn: arn('eks', 'cluster/main'),
      endpoint: 'https://main.eks.amazonaws.com',
      certificateAuthority: 'Y2E=',
      securityGroupId: 'sg-1',
      nodeRoleArn: 'arn:aws:iam::123456789012:role/nodes',
      kubernetesVersion: '1.36',
    },
  },
}

/** Smallest arguments of a builder on an instance. */
export const ON_INSTANCE: ImageBuilderArgs = { ...COMMON, kind: ImageBuilderKind.Instance }
