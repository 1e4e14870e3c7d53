import { Bucket } from '@healthalliance/dataspace/bucket'
import { Cluster, ClusterAccessPolicy } from '@healthalliance/dataspace/cluster'
import { KeyService, Keys } from '@healthalliance/dataspace/keys'
import { Network, NetworkNat } from '@healthalliance/dataspace/network'
import * as pulumi from '@pulumi/pulumi'

const config = new pulumi.Config()
const accountId = config.require('accountId')
const region = new pulumi.Config('aws').require('region')
const ownership = { owner: 'research-it', environment: pulumi.getStack() }

const keys = new Keys('keys', {
  ownership,
  accountId,
  region,
  protect: false,
  purposes: {
    logs: { services: [KeyService.Logs] },
    storage: { services: [KeyService.S3] },
    cluster: { services: [KeyService.Eks] },
    volumes: { services: [KeyService.Ebs] },
  },
})

const network = new Network('network', {
  ownership,
  accountId,
  cidrBlock: '10.40.0.0/16',
  zones: [`${region}a`, `${region}b`],
  nat: NetworkNat.Single,
  flowLogs: { key: keys.purpose('logs') },
})

const studies = new Bucket('studies', {
  ownership,
  encryptionKey: keys.purpose('storage'),
  withoutAccessLog: true,
  protect: false,
})

const cluster = new Cluster('research', {
  ownership,
  accountId,
  region,
  network,
  keys: {
    secrets: keys.purpose('cluster'),
    logs: keys.purpose('logs'),
    volumes: keys.purpose('volumes'),
  },
  access: {
    administrator: {
      principalArn: config.require('administrator'),
      policy: ClusterAccessPolicy.ClusterAdmin,
    },
  },
  nodeGroups: { general: { instanceTypes: ['m7i.large'], minSize: 2, maxSize: 4 } },
  deletionProtection: false,
})

export const clusterName = cluster.clusterName
export const kubeconfig = cluster.kubeconfig
export const bucketName = studies.bucketName
