import * as pulumi from '@pulumi/pulumi'
import type { KaapanaRelease } from '../../components/kaapana-images/kaapana-release.ts'
import {
  type KaapanaAccess,
  KaapanaPlatform,
  type KaapanaPlatformArgs,
  KaapanaRuntime,
} from '../../components/kaapana-platform/index.ts'
import { DataClass } from '../../components/ownership.ts'
import type { Foundation } from './foundation.ts'
import { makeKaapanaCluster } from './kaapana-cluster.ts'
import type { NetworkPart } from './network.ts'

/**
 * Makes Kaapana on a machine or cluster of its own, if the settings want it. Of the ML stack it shares the
 * network and the keys of volumes, secrets and logs, and nothing that runs.
 */
export function makeKaapana(
  foundation: Foundation,
  place: NetworkPart,
): KaapanaPlatform | undefined {
  const { settings, keys, alarms, accountId, ownership } = foundation
  const { kaapana: wanted, region, protect, logs } = settings
  const { hostName, zoneId, certificate } = wanted
  if (!wanted.enabled || hostName === undefined) return undefined
  const certificateArns = {
    ...(certificate.acmArn !== undefined && { acmCertificateArn: certificate.acmArn }),
    ...(certificate.secretArn !== undefined && { secretArn: certificate.secretArn }),
  }
  const runtime =
    wanted.runtime === 'eks'
      ? onCluster(foundation, place, hostName)
      : onInstance(foundation, place)
  return new KaapanaPlatform(
    'kaapana',
    {
      ownership: { ...ownership, dataClass: DataClass.Phi },
      ...{ region, accountId, hostName, network: place.network },
      release: releaseOf(foundation),
      ...(zoneId !== undefined && { hostedZoneId: zoneId }),
      ...(Object.keys(certificateArns).length > 0 && { certificate: certificateArns }),
      access: accessOf(foundation, place),
      keys: {
        volumes: keys.purpose('volumes'),
        secrets: keys.purpose('secrets'),
        logs: keys.purpose('logs'),
      },
      ...runtime.args,
      dataVolumeGib: wanted.dataVolumeGib,
      snapshotRetentionDays: wanted.snapshotDays,
      gpu: wanted.gpu,
      keepData: wanted.keepData,
      protect,
      logRetentionDays: logs.retentionDays,
      alarms,
    },
    runtime.options,
  )
}

type RuntimeArgs = Pick<KaapanaPlatformArgs, 'runtime' | 'instance' | 'cluster'>

interface RuntimePart {
  readonly args: RuntimeArgs
  readonly options: pulumi.ComponentResourceOptions
}

const firstPrivate = ({ network }: NetworkPart): pulumi.Output<string> =>
  pulumi.output(network.privateSubnetIds).apply(([first = '']) => first)

function onInstance({ settings, onAws }: Foundation, place: NetworkPart): RuntimePart {
  const { kaapana, network, region } = settings
  const [zone = 'a'] = network.availabilityZones
  const { instanceType, rootVolumeGib } = kaapana
  const { availabilityZone = zone.length === 1 ? `${region}${zone}` : zone } = kaapana
  const instance = {
    availabilityZone,
    subnetId: firstPrivate(place),
    rootVolumeGib,
    ...(instanceType !== undefined && { instanceType }),
  }
  return { args: { runtime: KaapanaRuntime.MicroK8s, instance }, options: onAws }
}

function onCluster(foundation: Foundation, place: NetworkPart, hostName: string): RuntimePart {
  const { nodeMemoryGib } = foundation.settings.kaapana
  const subnetId = firstPrivate(place)
  const { cluster, services, inCluster } = makeKaapanaCluster(foundation, {
    ...{ place, hostName, subnetId },
  })
  const { fileSystemId } = cluster
  return {
    args: {
      runtime: KaapanaRuntime.Eks,
      cluster: { cluster, nodeMemoryGib, ...(fileSystemId !== undefined && { fileSystemId }) },
    },
    options: { ...inCluster, dependsOn: [services] },
  }
}

/** The version that `dataspace kaapana build` pushed into this account's registry. */
function releaseOf({ settings, accountId }: Foundation): KaapanaRelease {
  const { version = '', namespace } = settings.kaapana.release
  const registry = pulumi.interpolate`${accountId}.dkr.ecr.${settings.region}.amazonaws.com/${namespace}`
  return {
    registry,
    version,
    images: {},
    chartReference: pulumi.interpolate`oci://${registry}/kaapana-admin-chart`,
    chartVersion: version,
    chartDigest: '',
  }
}

function accessOf({ settings }: Foundation, { cidrBlock }: NetworkPart): KaapanaAccess {
  const { public: internetFacing, webCidrs, dicomCidrs } = settings.kaapana
  const linked = Object.values(settings.institutions).flatMap(({ vpn }) => vpn?.networks ?? [])
  const near = [cidrBlock, ...linked]
  return {
    webCidrs: webCidrs.length === 0 ? near : [...webCidrs],
    dicomCidrs: dicomCidrs.length === 0 ? near : [...dicomCidrs],
    internetFacing,
  }
}

/** Outputs that exist only with Kaapana. */
export function kaapanaOutputs(kaapana: KaapanaPlatform | undefined): pulumi.Inputs {
  if (kaapana === undefined) return {}
  const { url, dicomHost, dicomPort, loadBalancerDnsName, credentialsSecretArn } = kaapana
  const { version, instanceId, dataVolumeId, checkCommand } = kaapana
  return {
    kaapana: {
      ...{ url, dicomHost, dicomPort, loadBalancerDnsName, credentialsSecretArn },
      ...{ version, instanceId, dataVolumeId, checkCommand },
    },
  }
}
