import type { Properties } from '../engine/wire.ts'
import { simulate } from './simulate.ts'

/** A component that a provider's own process would construct. */
export interface RemoteComponent {
  readonly type: string
  readonly name: string
  readonly urn: string
  readonly inputs: Properties
  readonly region: string
}

/** A child that the provider would register. */
export interface RemoteChild {
  readonly type: string
  readonly name: string
  readonly parent: string
  readonly inputs: Properties
  readonly id: string
  readonly outputs: Properties
}

/** What the construction yields. */
export interface RemoteExpansion {
  readonly outputs: Properties
  readonly children: readonly RemoteChild[]
}

type Expand = (component: RemoteComponent) => RemoteExpansion

/** Constructs a remote component as its provider does, in shape. */
export function expandRemote(component: RemoteComponent): RemoteExpansion {
  const expand = EXPANSIONS[component.type]
  return expand?.(component) ?? { outputs: {}, children: [] }
}

function child(
  of: RemoteComponent,
  part: { type: string; name: string; inputs: Properties },
): RemoteChild {
  const { type, name, inputs } = part
  const state = simulate({
    type,
    name,
    urn: `${of.urn}$${type}::${name}`,
    inputs,
    region: of.region,
  })
  return { ...part, parent: of.urn, ...state }
}

const cluster: Expand = (component) => {
  const { inputs, name } = component
  const publicAccess = inputs.endpointPublicAccess ?? true
  const eks = child(component, {
    type: 'aws:eks/cluster:Cluster',
    name: `${name}-eksCluster`,
    inputs: {
      name: inputs.name ?? `${name}-eksCluster`,
      version: inputs.version ?? '',
      vpcConfig: {
        subnetIds: inputs.privateSubnetIds ?? inputs.subnetIds ?? [],
        endpointPrivateAccess: inputs.endpointPrivateAccess ?? false,
        endpointPublicAccess: publicAccess,
        ...(inputs.publicAccessCidrs !== undefined && {
          publicAccessCidrs: inputs.publicAccessCidrs,
        }),
      },
      enabledClusterLogTypes: inputs.enabledClusterLogTypes ?? [],
      ...(inputs.encryptionConfigKeyArn !== undefined && {
        encryptionConfig: {
          provider: { keyArn: inputs.encryptionConfigKeyArn },
          resources: ['secrets'],
        },
      }),
      tags: {
        ...((inputs.tags as Properties | undefined) ?? {}),
        ...((inputs.clusterTags as Properties | undefined) ?? {}),
      },
    },
  })
  return { outputs: { eksCluster: eks.outputs, core: { cluster: eks.outputs } }, children: [eks] }
}

const EXPANSIONS: Readonly<Record<string, Expand>> = {
  'eks:index:Cluster': cluster,
}
