import type { PlainValue, Properties } from '../../engine/wire.ts'
import {
  type Construct,
  type ConstructionSite,
  lookedUp,
  madeOf,
  outputOf,
  type RegisteredChild,
} from '../construction-site.ts'
import type { ClusterArgs } from './cluster-args.ts'

/** `eks.Addon`: one add-on of a cluster. */
export const constructAddon: Construct = async ({ name, inputs }, site) => {
  const cluster = await site.lookUp(inputs.cluster)
  const eksCluster = await site.lookUp(cluster.eksCluster ?? cluster.cluster)
  const { cluster: _, configurationValues, ...rest } = inputs
  const addon = await site.register({
    type: 'aws:eks/addon:Addon',
    name,
    inputs: {
      ...rest,
      clusterName: outputOf({ outputs: eksCluster }, 'name'),
      configurationValues: asJson(configurationValues),
    },
    from: Object.keys(inputs),
    after: lookedUp(eksCluster),
  })
  return { addon: site.reference(addon) }
}

/** Registers kube-proxy, VPC CNI and CoreDNS where the arguments do not turn them off. */
export async function registerDefaultAddons(
  args: ClusterArgs,
  site: ConstructionSite,
  parts: { cluster: RegisteredChild; access: readonly RegisteredChild[] },
): Promise<void> {
  const { inputs, autoMode } = args
  const options = (key: string): Properties => (inputs[key] ?? {}) as Properties
  const proxy = options('kubeProxyAddonOptions')
  if (proxy.enabled ?? !autoMode)
    await registerAddon(args, site, { ...parts, addonName: 'kube-proxy', options: proxy })
  if (inputs.useDefaultVpcCni === undefined ? !autoMode : inputs.useDefaultVpcCni !== true)
    await registerVpcCni(args, site, { ...parts, options: options('vpcCniOptions') })
  const dns = options('corednsAddonOptions')
  const asked = dns.enabled === true || dns.configurationValues !== undefined
  const hasNodes = inputs.skipDefaultNodeGroup !== true || autoMode
  if (asked || (hasNodes && dns.enabled !== false))
    await registerAddon(args, site, { ...parts, addonName: 'coredns', options: dns })
}

interface AddonParts {
  readonly cluster: RegisteredChild
  readonly access: readonly RegisteredChild[]
  readonly options: Properties
}

const registerAddon = (
  { name, tags }: ClusterArgs,
  site: ConstructionSite,
  { cluster, addonName, options }: AddonParts & { addonName: string },
): Promise<RegisteredChild> =>
  site.register({
    type: 'aws:eks/addon:Addon',
    name: `${name}-${addonName}`,
    inputs: {
      clusterName: outputOf(cluster, 'name'),
      addonName,
      preserve: true,
      tags,
      resolveConflictsOnCreate: options.resolveConflictsOnCreate ?? 'OVERWRITE',
      resolveConflictsOnUpdate: options.resolveConflictsOnUpdate ?? 'OVERWRITE',
      addonVersion: options.version ?? latestFor(cluster),
      configurationValues: asJson(options.configurationValues),
    },
    from: ['tags', 'version', 'kubeProxyAddonOptions', 'corednsAddonOptions'],
    after: [cluster],
  })

async function registerVpcCni(
  { name, urn, tags }: ClusterArgs,
  site: ConstructionSite,
  { cluster, access, options }: AddonParts,
): Promise<void> {
  const clusterName = outputOf(cluster, 'name')
  const component = await site.register({
    type: 'eks:index:VpcCniAddon',
    name: `${name}-vpc-cni`,
    parent: urn,
    custom: false,
    inputs: { ...options, clusterName, tags },
    from: ['tags', 'vpcCniOptions'],
    after: [cluster, ...access],
  })
  await site.register({
    type: 'aws:eks/addon:Addon',
    name: `${name}-vpc-cni`,
    parent: component.urn,
    inputs: {
      clusterName,
      addonName: 'vpc-cni',
      addonVersion: options.addonVersion ?? latestFor(cluster),
      resolveConflictsOnCreate: options.resolveConflictsOnCreate ?? 'OVERWRITE',
      resolveConflictsOnUpdate: options.resolveConflictsOnUpdate ?? 'OVERWRITE',
      preserve: true,
      configurationValues: asJson(cniConfiguration(options)),
      serviceAccountRoleArn: options.serviceAccountRoleArn,
      tags,
    },
    from: ['tags', 'vpcCniOptions'],
    after: [cluster],
  })
}

/** The part of the CNI's environment that programs set; the rest are its defaults. */
function cniConfiguration(options: Properties): Properties {
  const { configurationValues, enableNetworkPolicy, enablePrefixDelegation, warmPrefixTarget } =
    options
  const given = (configurationValues ?? {}) as Properties
  return {
    ...(enableNetworkPolicy !== undefined && { enableNetworkPolicy: `${enableNetworkPolicy}` }),
    ...given,
    env: {
      WARM_ENI_TARGET: `${options.warmEniTarget ?? 1}`,
      ...(enablePrefixDelegation !== undefined && {
        ENABLE_PREFIX_DELEGATION: `${enablePrefixDelegation}`,
      }),
      ...(warmPrefixTarget !== undefined && { WARM_PREFIX_TARGET: `${warmPrefixTarget}` }),
      ...((given.env ?? {}) as Properties),
    },
  }
}

/** What `getAddonVersion` would tell, in shape. */
const latestFor = (cluster: RegisteredChild): PlainValue =>
  madeOf([outputOf(cluster, 'version')], () => `v${outputOf(cluster, 'version')}.0-eksbuild.1`)

function asJson(values: PlainValue | undefined): PlainValue | undefined {
  return values === undefined ? undefined : madeOf([values], () => JSON.stringify(sorted(values)))
}

function sorted(value: PlainValue): PlainValue {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}
