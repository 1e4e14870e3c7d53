import type { PlainValue, Properties } from '../../engine/wire.ts'
import {
  type Construct,
  type ConstructionSite,
  idOf,
  madeOf,
  outputOf,
  type RegisteredChild,
} from '../construction-site.ts'
import { registerAccess } from './access.ts'
import { registerDefaultAddons } from './addon.ts'
import { type ClusterArgs, readClusterArgs } from './cluster-args.ts'
import { type ControlPlane, registerControlPlane, subnetsOf } from './control-plane.ts'
import { registerDefaultNodes, registerInstanceRole } from './default-nodes.ts'
import { kubeconfigOf } from './kubeconfig.ts'
import { type NodeSecurityGroup, registerNodeSecurityGroup } from './node-security-group.ts'
import { registerStorageClasses } from './storage-classes.ts'

/** `eks.Cluster`: control plane, access, add-ons and, unless skipped, nodes. */
export const constructCluster: Construct = async (component, site) => {
  const args = readClusterArgs(component)
  const plane = await registerControlPlane(args, site)
  const { cluster, securityGroup } = plane
  const kubeconfig = kubeconfigOf(cluster, args.inputs.providerCredentialOpts ?? null)
  const provider = await registerProvider(args, site, { cluster, kubeconfig })
  const instanceRole = await registerInstanceRole(args, site)
  const granted = await registerAccess(args, site, { cluster, provider, instanceRole })
  const access = [...granted.entries, ...(granted.configMap ? [granted.configMap] : [])]
  await registerStorageClasses(args, site, { provider, access })
  await registerDefaultAddons(args, site, { cluster, access })
  const oidcProvider = await registerOidcProvider(args, site, cluster)
  const nodes = securityGroup
    ? await registerNodeSecurityGroup(args, site, { cluster, securityGroup })
    : undefined
  const group = args.skipNodeGroup
    ? undefined
    : await registerDefaultNodes(args, site, { cluster, nodes: nodes?.group })
  const parts = { plane, kubeconfig, instanceRole, oidcProvider, nodes, group, provider }
  return outputsOf(args, site, parts)
}

const registerProvider = (
  { name, inputs }: ClusterArgs,
  site: ConstructionSite,
  { cluster, kubeconfig }: { cluster: RegisteredChild; kubeconfig: PlainValue },
): Promise<RegisteredChild> =>
  site.register({
    type: 'pulumi:providers:kubernetes',
    name: `${name}-eks-k8s`,
    inputs: {
      kubeconfig: madeOf([kubeconfig], () => JSON.stringify(kubeconfig)),
      enableConfigMapMutable:
        inputs.enableConfigMapMutable === undefined
          ? undefined
          : `${inputs.enableConfigMapMutable}`,
    },
    from: ['enableConfigMapMutable', 'providerCredentialOpts'],
    after: [cluster],
  })

async function registerOidcProvider(
  { name, inputs }: ClusterArgs,
  site: ConstructionSite,
  cluster: RegisteredChild,
): Promise<RegisteredChild | undefined> {
  if (inputs.createOidcProvider !== true) return undefined
  return site.register({
    type: 'aws:iam/openIdConnectProvider:OpenIdConnectProvider',
    name: `${name}-oidcProvider`,
    inputs: {
      clientIdLists: ['sts.amazonaws.com'],
      url: issuerOf(cluster),
      thumbprintLists: ['9e99a48a9960b14926bb7f3b02e22da2b0ab7280'],
    },
    after: [cluster],
  })
}

const issuerOf = (cluster: RegisteredChild): PlainValue =>
  outputOf(cluster, 'identities.0.oidcs.0.issuer')

interface Parts {
  readonly plane: ControlPlane
  readonly kubeconfig: PlainValue
  readonly provider: RegisteredChild
  readonly instanceRole: RegisteredChild | undefined
  readonly oidcProvider: RegisteredChild | undefined
  readonly nodes: NodeSecurityGroup | undefined
  readonly group: RegisteredChild | undefined
}

function outputsOf(args: ClusterArgs, site: ConstructionSite, parts: Parts): Properties {
  const { plane, kubeconfig, nodes } = parts
  const { cluster, securityGroup } = plane
  const own = outputOf(cluster, 'vpcConfig.clusterSecurityGroupId')
  const issuer = issuerOf(cluster)
  const text = (of: RegisteredChild | undefined, key: string): PlainValue =>
    of ? outputOf(of, key) : ''
  return {
    core: coreOf(args, site, parts),
    eksCluster: site.reference(cluster),
    kubeconfig,
    kubeconfigJson: madeOf([kubeconfig], () => JSON.stringify(kubeconfig)),
    ...(securityGroup && { clusterSecurityGroup: site.reference(securityGroup) }),
    ...(nodes && {
      nodeSecurityGroup: site.reference(nodes.group),
      eksClusterIngressRule: site.reference(nodes.clusterIngressRule),
    }),
    instanceRoles: parts.instanceRole ? [site.reference(parts.instanceRole)] : [],
    clusterSecurityGroupId: securityGroup ? idOf(securityGroup) : own,
    nodeSecurityGroupId: nodes ? idOf(nodes.group) : own,
    clusterIngressRuleId: nodes ? idOf(nodes.clusterIngressRule) : '',
    defaultNodeGroupAsgName: parts.group ? idOf(parts.group) : '',
    fargateProfileId: '',
    fargateProfileStatus: '',
    oidcProviderArn: text(parts.oidcProvider, 'arn'),
    oidcProviderUrl: issuer,
    oidcIssuer: madeOf([issuer], () => String(issuer).replace('https://', '')),
    autoModeNodeRoleName: text(plane.autoNodeRole?.role, 'name'),
  }
}

function coreOf({ inputs, tags }: ClusterArgs, site: ConstructionSite, parts: Parts): Properties {
  const { plane, kubeconfig, provider, instanceRole } = parts
  const { publicSubnetIds, privateSubnetIds } = inputs
  return {
    vpcId: inputs.vpcId ?? '',
    subnetIds: subnetsOf(inputs),
    ...(publicSubnetIds !== undefined && { publicSubnetIds }),
    ...(privateSubnetIds !== undefined && { privateSubnetIds }),
    ...(plane.securityGroup && { clusterSecurityGroup: site.reference(plane.securityGroup) }),
    cluster: site.reference(plane.cluster),
    endpoint: outputOf(plane.cluster, 'endpoint'),
    kubeconfig,
    provider: site.reference(provider),
    instanceRoles: instanceRole ? [site.reference(instanceRole)] : [],
    ...(tags !== undefined && { tags }),
    clusterIamRole: plane.serviceRole,
    ...(parts.oidcProvider && { oidcProvider: site.reference(parts.oidcProvider) }),
  }
}
