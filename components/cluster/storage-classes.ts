import type * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'

type StorageClassArgs = k8s.storage.v1.StorageClassArgs

/** Provisioner parameters that tag every volume like the rest of the cluster. */
function volumeTags(tags: Record<string, string>): Record<string, string> {
  const entries = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    entries.map(([key, value], index) => [`tagSpecification_${index + 1}`, `${key}=${value}`]),
  )
}

/**
 * The default class: gp3 disks, encrypted, made in the zone where the first pod is placed.
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
 */
export function blockStorageClass(settings: {
  keyArn: pulumi.Input<string>
  retain: boolean
  tags: Record<string, string>
}): StorageClassArgs {
  return {
    metadata: {
      name: 'gp3',
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: 'ebs.csi.aws.com',
    parameters: {
      type: 'gp3',
      encrypted: 'true',
      kmsKeyId: settings.keyArn,
      'csi.storage.k8s.io/fstype': 'ext4',
      ...volumeTags(settings.tags),
    },
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
    reclaimPolicy: settings.retain ? 'Retain' : 'Delete',
  }
}

/**
 * The class for volumes that many pods write: each an access point with a directory of its own.
 * https://github.com/kubernetes-sigs/aws-efs-csi-driver#storage-class-parameters-for-dynamic-provisioning
 */
export function sharedStorageClass(settings: {
  fileSystemId: pulumi.Input<string>
  retain: boolean
}): StorageClassArgs {
  return {
    metadata: { name: 'efs' },
    provisioner: 'efs.csi.aws.com',
    parameters: {
      provisioningMode: 'efs-ap',
      fileSystemId: settings.fileSystemId,
      directoryPerms: '700',
      basePath: '/volumes',
    },
    mountOptions: ['tls'],
    volumeBindingMode: 'Immediate',
    reclaimPolicy: settings.retain ? 'Retain' : 'Delete',
  }
}
