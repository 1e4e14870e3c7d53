import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { blockStorageClass, sharedStorageClass } from '../../cluster/storage-classes.ts'
import { DataClass, tagsOf } from '../../ownership.ts'
import { KaapanaRuntime, KaapanaStorage } from '../kaapana-platform-args.ts'
import { KAAPANA_DATA_FOLDER } from '../values/plan-kaapana-values.ts'
import { storageClassNames } from '../values/storage-class-names.ts'
import { dataTag, type EksSite } from './eks-site.ts'

type StorageClassArgs = k8s.storage.v1.StorageClassArgs

/** Makes the classes that Kaapana's claims name; their names are the charts' and the values'. */
export function makeStorageClasses(site: EksSite): pulumi.Resource[] {
  const names = storageClassNames(KaapanaRuntime.Eks, site.storage)
  const classes = site.storage === KaapanaStorage.Csi ? csiClasses(site) : hostpathClasses(site)
  const made = (['fast', 'slow', 'workflow'] as const).flatMap((use) => {
    const spec = classes[use]
    if (spec === undefined) return []
    const metadata = { name: names[use], labels: site.labels }
    return [
      new k8s.storage.v1.StorageClass(`${site.name}-${use}`, { ...spec, metadata }, site.child),
    ]
  })
  return made
}

/** Disks of EBS, which snapshots find by their tag; directories of EFS for what many pods write. */
function csiClasses(site: EksSite): Record<'fast' | 'slow' | 'workflow', StorageClassArgs> {
  const { args, place, keepData: retain } = site
  const tags = { ...tagsOf(args.ownership, { dataClass: DataClass.Phi }), ...dataTag(site) }
  const disk = blockStorageClass({ keyArn: args.keys.volumes.arn, retain, tags })
  const files = sharedStorageClass({ fileSystemId: place.fileSystemId ?? '', retain })
  return { fast: disk, slow: disk, workflow: files }
}

/**
 * Upstream's own classes, of which the chart's copies are left out on EKS. Workflows use the fast one.
 */
function hostpathClasses({ keepData }: EksSite): { [use: string]: StorageClassArgs } {
  const hostpath: StorageClassArgs = {
    provisioner: 'microk8s.io/hostpath',
    reclaimPolicy: keepData ? 'Retain' : 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
    parameters: { pvDir: KAAPANA_DATA_FOLDER },
  }
  return { fast: hostpath, slow: hostpath }
}
