import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { type MadeBalancer, makeBalancer } from './balancer.ts'
import { makeBalancerAlarms } from './balancer-alarms.ts'
import { makeCredentials } from './credentials.ts'
import type { KaapanaPlatformArgs } from './kaapana-platform-args.ts'
import { LISTENERS } from './listeners.ts'
import { refuseKaapana } from './platform-problems.ts'
import { runKaapana } from './run-kaapana.ts'
import { KAAPANA_NAMESPACES } from './values/namespaces.ts'

/**
 * Kaapana, a platform for the analysis of medical images, running: on one instance with MicroK8s, as
 * upstream supports it, or in an EKS cluster of its own.
 *
 * Resources: random secrets and the secret that keeps them; a network load balancer with listeners 443
 * (TCP, or TLS with ACM), 80 and 11112, target groups, a security group with a rule for each range of
 * addresses; the host name's record with `hostedZoneId`; alarms with `alarms`. On EKS: storage classes,
 * access points of the file system, snapshots of all disks, NVIDIA's operator with `gpu`, the Helm
 * release `kaapana-admin-chart` in namespace `default`, and what registers its pods with the load
 * balancer. On MicroK8s: an instance, its data volume and what installs Kaapana on it.
 *
 * Cost a month at defaults in eu-central-1, from AWS's list prices: load balancer 19.70 USD, secret and
 * its requests 0.40; on EKS 81 USD for 850 GiB of disks (gp3) and what files and snapshots use, beside
 * cluster (73) and node (m7i.4xlarge about 705); on MicroK8s the instance (r6i.2xlarge about 444) and 67
 * for 700 GiB of disks.
 *
 * A change of version, values or chart removes Kaapana and installs it again, which upstream asks for:
 * it is away for half an hour or more. Claims, disks and files stay unless `keepData` is false. Give the
 * component no `deletedWith`: Kaapana has to be undeployed while its cluster is there.
 *
 * It builds no images (see `KaapanaImages`) and makes no cluster: Kaapana is administrator of the one
 * it runs in, so nothing else should.
 *
 * @example
 * ```ts
 * const cluster = new Cluster('kaapana', {
 *   ...settings,
 *   nodeGroups: { storage: kaapanaNodeGroup('storage', { subnetId }) },
 *   fileSystem: { zones: ['a', 'b', 'c'] },
 *   nameRewrites: kaapanaNameRewrites('kaapana.hospital.example'),
 * })
 * new KaapanaPlatform(
 *   'kaapana',
 *   {
 *     ownership,
 *     region: 'eu-central-1',
 *     accountId: '123456789012',
 *     network,
 *     release: images,
 *     runtime: KaapanaRuntime.Eks,
 *     hostName: 'kaapana.hospital.example',
 *     hostedZoneId: zone.id,
 *     access: { webCidrs: ['10.20.0.0/16'], dicomCidrs: ['10.30.5.0/24'] },
 *     keys: { volumes: volumesKey, secrets: secretsKey, logs: logsKey },
 *     cluster: { cluster, fileSystemId: cluster.fileSystemId, nodeMemoryGib: 64 },
 *   },
 *   { provider: clusterProvider('kaapana', cluster), dependsOn: [services] },
 * )
 * ```
 */
export class KaapanaPlatform extends pulumi.ComponentResource {
  /** Address of the web interface, known once Kaapana answers. */
  readonly url: pulumi.Output<string>
  readonly hostName: pulumi.Output<string>
  /** Where modalities and PACS send images. */
  readonly dicomHost: pulumi.Output<string>
  readonly dicomPort: pulumi.Output<number>
  /** DNS name of the load balancer, for a record of your own. */
  readonly loadBalancerDnsName: pulumi.Output<string>
  /** ARN of the secret with the first passwords. */
  readonly credentialsSecretArn: pulumi.Output<string>
  /** Namespaces that Kaapana makes. */
  readonly namespaces: pulumi.Output<string[]>
  /** Version that runs. */
  readonly version: pulumi.Output<string>
  /** Id of the instance of runtime `microk8s`; empty otherwise. */
  readonly instanceId: pulumi.Output<string>
  /** Id of the data volume or file system. */
  readonly dataVolumeId: pulumi.Output<string>
  /** Command that checks what runs. */
  readonly checkCommand: pulumi.Output<string>

  constructor(name: string, args: KaapanaPlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseKaapana(name, args)
    super('dataspace:index:KaapanaPlatform', name, {}, opts)
    const site = { name, args, parent: this }
    const secrets = makeCredentials(site)
    const balancer = makeBalancer(site)
    makeBalancerAlarms(site, balancer)
    const record = makeRecord(site, balancer)
    const running = runKaapana({
      ...site,
      secrets,
      balancer,
      ...(record !== undefined && { record }),
    })
    const { admin, services, extensions, firstProject } = KAAPANA_NAMESPACES
    this.url = running.version.apply(() => `https://${args.hostName}`)
    this.hostName = pulumi.output(args.hostName)
    this.dicomHost = pulumi.output(args.hostName)
    this.dicomPort = pulumi.output(LISTENERS.dicom)
    this.loadBalancerDnsName = balancer.dnsName
    this.credentialsSecretArn = secrets.credentialsArn
    this.namespaces = pulumi.output([admin, services, extensions, firstProject])
    this.version = running.version
    this.instanceId = running.instanceId
    this.dataVolumeId = running.dataVolumeId
    this.checkCommand = pulumi.output(`dataspace kaapana check https://${args.hostName}`)
    this.registerOutputs({
      url: this.url,
      hostName: this.hostName,
      dicomHost: this.dicomHost,
      dicomPort: this.dicomPort,
      loadBalancerDnsName: this.loadBalancerDnsName,
      credentialsSecretArn: this.credentialsSecretArn,
      namespaces: this.namespaces,
      version: this.version,
      instanceId: this.instanceId,
      dataVolumeId: this.dataVolumeId,
      checkCommand: this.checkCommand,
    })
  }
}

/** The record has to be there before Kaapana, and answers before anything behind it does. */
function makeRecord(
  { name, args, parent }: { name: string; args: KaapanaPlatformArgs; parent: pulumi.Resource },
  { dnsName, zoneId }: MadeBalancer,
): pulumi.Resource | undefined {
  if (args.hostedZoneId === undefined) return undefined
  return new aws.route53.Record(
    `${name}-record`,
    {
      zoneId: args.hostedZoneId,
      name: args.hostName,
      type: 'A',
      aliases: [{ name: dnsName, zoneId, evaluateTargetHealth: false }],
    },
    { parent },
  )
}
