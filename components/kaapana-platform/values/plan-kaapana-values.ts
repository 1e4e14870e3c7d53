import type * as pulumi from '@pulumi/pulumi'
import { KaapanaRuntime, type KaapanaStorage } from '../kaapana-platform-args.ts'
import { type KaapanaValue, type KaapanaValues, text, typed } from './kaapana-values.ts'
import { memoryBudgets } from './memory-budget.ts'
import { KAAPANA_NAMESPACES, KAAPANA_RELEASE } from './namespaces.ts'
import { KAAPANA_PORTS, NODE_PORTS } from './ports.ts'
import { storageClassNames } from './storage-class-names.ts'

/** What Kaapana's values depend on. */
export interface KaapanaValuesInput {
  readonly runtime: KaapanaRuntime
  /** Of runtime `eks`. @default KaapanaStorage.Csi */
  readonly storage?: KaapanaStorage
  readonly hostName: string
  /** Host and prefix of the images, e.g. `123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana`. */
  readonly registry: pulumi.Input<string>
  /** Memory of the node, GiB. */
  readonly nodeMemoryGib: number
  /** Ranges that pods may send to: those of pods, of services, and of the API server's addresses. */
  readonly internalCidrs: pulumi.Input<string>[]
  /** @default false */
  readonly gpu?: boolean
  /** Value of `kubernetes.io/hostname` of the node that takes jobs with hostpath volumes. */
  readonly mainNodeName: pulumi.Input<string>
  /** @default /home/kaapana */
  readonly fastDataDir?: string
  /** @default /home/kaapana */
  readonly slowDataDir?: string
  /** Size of each of the three volumes of images and objects, GiB. @default 100 */
  readonly slowVolumeGib?: number
  /** When it was deployed, for people to read. @default none */
  readonly deploymentTimestamp?: pulumi.Input<string>
}

/** Folder on the storage node that everything of Kaapana's is in. */
export const KAAPANA_DATA_FOLDER = '/home/kaapana'

/** Value of the node label `kaapana.io/node` that volumes' pods select. */
export const STORAGE_NODE = 'storage'

/** Seconds that kube-helm gives Helm; its own 15 and 20 are too few for the platform's chart. */
const TIMEOUTS = {
  helmInstallTimeout: 300,
  helmDeletionTimeout: 300,
  helmPullContainerTimeout: 7200,
  shellCmdDefaultTimeout: 30,
}

/** All values of the platform's chart that kaapanactl.sh sets, but for the credentials. */
export function planKaapanaValues(input: KaapanaValuesInput): KaapanaValues {
  return [
    ...identity(input),
    ...namespaces(),
    ...ports(input.runtime),
    ...network(input),
    ...images(input),
    ...memory(input),
    ...storage(input),
    ...mail(),
    ...Object.entries(TIMEOUTS).map(([key, seconds]) =>
      typed(`kube-helm-chart.timeouts.${key}`, seconds),
    ),
  ]
}

function identity({ hostName, gpu = false, deploymentTimestamp = '' }: KaapanaValuesInput) {
  return [
    text('global.hostname', hostName),
    text('global.instance_name', hostName),
    text('global.instance_uid', ''),
    text('global.release_name', KAAPANA_RELEASE),
    text('global.deployment_timestamp', deploymentTimestamp),
    text('global.credentials_keycloak_admin_username', 'admin'),
    // True would empty Keycloak's rules for passwords and make the dashboard a cluster administrator.
    typed('global.dev_mode', false),
    typed('global.gpu_support', gpu),
    typed('global.include_reverse_proxy', false),
    text('global.mount_points_to_monitor', ''),
    text('global.home_dir', '/root'),
  ]
}

function namespaces(): KaapanaValue[] {
  const { admin, services, extensions } = KAAPANA_NAMESPACES
  return [
    text('global.base_namespace', 'base'),
    text('global.admin_namespace', admin),
    text('global.services_namespace', services),
    text('global.extensions_namespace', extensions),
    // Not the release's own: charts put what belongs to the entrance there.
    text('global.helm_namespace', admin),
  ]
}

function ports(runtime: KaapanaRuntime): KaapanaValue[] {
  const names = Object.keys(KAAPANA_PORTS) as (keyof typeof KAAPANA_PORTS)[]
  const own = names.map((name) => text(`global.${name}_port`, `${KAAPANA_PORTS[name]}`))
  if (runtime === KaapanaRuntime.MicroK8s) return own
  const ofNode = NODE_PORTS[runtime]
  return [...own, ...names.map((name) => text(`global.${name}_node_port`, `${ofNode[name]}`))]
}

function network({ internalCidrs }: KaapanaValuesInput): KaapanaValue[] {
  return [
    typed('global.internalCidrs', internalCidrs),
    text('squid-proxy.upstreamHttpProxy', ''),
    text('squid-proxy.upstreamHttpsProxy', ''),
  ]
}

/** A version's images never change, so what a node has it need not pull. */
function images({ registry }: KaapanaValuesInput): KaapanaValue[] {
  return [
    text('global.registry_url', registry),
    ...['images', 'jobs', 'pods'].map((of) => text(`global.pull_policy_${of}`, 'IfNotPresent')),
    typed('global.offline_mode', false),
    typed('global.prefetch_extensions', false),
  ]
}

function memory({ nodeMemoryGib }: KaapanaValuesInput): KaapanaValue[] {
  return Object.entries(memoryBudgets(nodeMemoryGib)).flatMap(([service, { limit, request }]) => [
    text(`global.${service}_memory_limit`, limit),
    text(`global.${service}_memory_request`, request),
  ])
}

function storage(input: KaapanaValuesInput): KaapanaValue[] {
  const { fastDataDir = KAAPANA_DATA_FOLDER, slowDataDir = KAAPANA_DATA_FOLDER } = input
  const classes = storageClassNames(input.runtime, input.storage)
  return [
    ...Object.entries(classes).map(([of, name]) => text(`global.storage_class_${of}`, name)),
    text('global.fast_data_dir', fastDataDir),
    text('global.slow_data_dir', slowDataDir),
    text('global.main_node_name', input.mainNodeName),
    text('global.storage_node', STORAGE_NODE),
    text('global.volume_slow_data', `${input.slowVolumeGib ?? 100}Gi`),
    text('global.replica_count', '1'),
  ]
}

function mail(): KaapanaValue[] {
  return [
    text('global.smtp_host', ''),
    text('global.smtp_port', '0'),
    text('global.smtp_username', ''),
    text('global.smtp_password', ''),
    text('global.email_address_sender', ''),
  ]
}
