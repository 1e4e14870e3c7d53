import * as pulumi from '@pulumi/pulumi'
import type { KaapanaClusterPlace } from '../kaapana-platform-args.ts'
import type { KaapanaContext, KaapanaRunning } from '../kaapana-running.ts'
import { installPlatform } from './admin-release.ts'
import { admitBalancer } from './admit-balancer.ts'
import { installCertificate } from './certificate.ts'
import { eksSite } from './eks-site.ts'
import { installGpuOperator } from './gpu-operator.ts'
import { installProvisioner } from './hostpath-provisioner.ts'
import { makeSharedFolders } from './shared-folders.ts'
import { makeSnapshots } from './snapshots.ts'
import { makeStorageClasses } from './storage-classes.ts'
import { bindTargets } from './target-bindings.ts'

/**
 * Runs Kaapana in a cluster of its own. The provider of the cluster comes with the component's options;
 * the load-balancer controller of `ClusterServices` has to be there.
 */
export function runOnEks(context: KaapanaContext, place: KaapanaClusterPlace): KaapanaRunning {
  const site = eksSite(context, place)
  const { record, args } = context
  const storage = [...makeStorageClasses(site), ...installProvisioner(site)]
  const values = makeSharedFolders(site)
  const gpu = installGpuOperator(site)
  admitBalancer(site)
  makeSnapshots(site)
  const after = [...storage, ...gpu, ...(record === undefined ? [] : [record])]
  const installed = installPlatform(site, { values, after })
  const bound = [...bindTargets(site, installed), ...installCertificate(site, installed)]
  const running = pulumi.all([installed.release.id, ...bound.map(({ urn }) => urn)])
  return {
    version: pulumi.all([args.release.version, running]).apply(([version]) => version),
    instanceId: pulumi.output(''),
    dataVolumeId: pulumi.output(place.dataVolumeId ?? place.fileSystemId ?? ''),
  }
}
