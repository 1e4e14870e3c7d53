import { stringify } from 'yaml'
import type { PlainValue, Properties } from '../../engine/wire.ts'
import {
  type ConstructionSite,
  madeOf,
  outputOf,
  type RegisteredChild,
} from '../construction-site.ts'
import type { ClusterArgs } from './cluster-args.ts'

/** Who may use the cluster: what nodes and Kubernetes objects wait for. */
export interface Access {
  readonly configMap: RegisteredChild | undefined
  readonly entries: readonly RegisteredChild[]
}

interface Parts {
  readonly cluster: RegisteredChild
  readonly provider: RegisteredChild
  /** The role of the default nodes, if the component made one. */
  readonly instanceRole: RegisteredChild | undefined
}

/** Registers the aws-auth ConfigMap and access entries, as the authentication mode has it. */
export async function registerAccess(
  args: ClusterArgs,
  site: ConstructionSite,
  parts: Parts,
): Promise<Access> {
  const configMap = args.usesConfigMap ? await registerConfigMap(args, site, parts) : undefined
  if (!args.usesAccessEntries) return { configMap, entries: [] }
  const nodes = parts.instanceRole && {
    defaultNodeGroupInstanceRole: {
      principalArn: outputOf(parts.instanceRole, 'arn'),
      type: 'EC2_LINUX',
    },
  }
  const wanted = { ...nodes, ...((args.inputs.accessEntries ?? {}) as Properties) }
  const entries = []
  for (const [key, entry] of Object.entries(wanted))
    entries.push(await registerEntry(args, site, { ...parts, key, entry: entry as Properties }))
  return { configMap, entries }
}

async function registerEntry(
  { name }: ClusterArgs,
  site: ConstructionSite,
  { cluster, instanceRole, key, entry }: Parts & { key: string; entry: Properties },
): Promise<RegisteredChild> {
  const clusterName = outputOf(cluster, 'name')
  const { accessPolicies, username, ...rest } = entry
  const registered = await site.register({
    type: 'aws:eks/accessEntry:AccessEntry',
    name: `${name}-${key}`,
    inputs: { ...rest, clusterName, userName: username },
    from: ['accessEntries'],
    after: [cluster, ...(instanceRole ? [instanceRole] : [])],
  })
  for (const [policy, association] of Object.entries((accessPolicies ?? {}) as Properties)) {
    const { accessScope, policyArn } = association as Properties
    await site.register({
      type: 'aws:eks/accessPolicyAssociation:AccessPolicyAssociation',
      name: `${name}-${key}-${policy}`,
      parent: registered.urn,
      inputs: { accessScope, principalArn: entry.principalArn, policyArn, clusterName },
      from: ['accessEntries'],
      after: [registered],
    })
  }
  return registered
}

async function registerConfigMap(
  { name, inputs }: ClusterArgs,
  site: ConstructionSite,
  { instanceRole, provider }: Parts,
): Promise<RegisteredChild> {
  const given = (inputs.instanceRoles ??
    (inputs.instanceRole ? [inputs.instanceRole] : [])) as PlainValue[]
  const arns: PlainValue[] = instanceRole ? [outputOf(instanceRole, 'arn')] : []
  for (const role of given) arns.push((await site.lookUp(role)).arn ?? null)
  const mappings = (inputs.roleMappings ?? []) as Properties[]
  const { userMappings } = inputs
  return site.register({
    type: 'kubernetes:core/v1:ConfigMap',
    name: `${name}-nodeAccess`,
    provider,
    inputs: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      immutable: false,
      metadata: {
        name: 'aws-auth',
        namespace: 'kube-system',
        annotations: { 'pulumi.com/patchForce': 'true' },
      },
      data: {
        mapRoles: madeOf([arns, mappings], () =>
          stringify([...mappings.map(mapped), ...arns.map(node)]),
        ),
        ...(userMappings !== undefined && {
          mapUsers: madeOf([userMappings], () =>
            stringify((userMappings as Properties[]).map(mapped)),
          ),
        }),
      },
    },
    from: ['roleMappings', 'userMappings', 'instanceRoles', 'instanceRole'],
    after: [provider, ...(instanceRole ? [instanceRole] : [])],
  })
}

const mapped = ({ roleArn, userArn, username, groups }: Properties): Properties => ({
  ...(roleArn !== undefined && { rolearn: roleArn }),
  ...(userArn !== undefined && { userarn: userArn }),
  username: username ?? null,
  groups: groups ?? [],
})

const node = (rolearn: PlainValue): Properties => ({
  rolearn,
  username: 'system:node:{{EC2PrivateDNSName}}',
  groups: ['system:bootstrappers', 'system:nodes'],
})
