import { serverOf } from '../cloud/kubernetes-rules.ts'
import { forcesReplacement } from '../cloud/replacement-rules.ts'
import { type ProviderMessages, providerMessages } from '../engine/rpc.ts'
import type { Properties } from '../engine/wire.ts'
import type { InstanceConfiguration } from './instance-configuration.ts'
import { compareProperties, type PropertyChange } from './property-diff.ts'

const { PropertyDiff } = providerMessages
const KIND = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
} as const

/** What changes of a resource mean: nothing, an update or a replacement. */
export function diffResource(
  resource: { type: string; before: Properties; after: Properties },
  instance: InstanceConfiguration,
): ProviderMessages.DiffResponse {
  const { type, before, after } = resource
  const inPlace =
    (type === 'kubernetes:core/v1:ConfigMap' && instance.mutableConfigMaps) ||
    (type === 'kubernetes:core/v1:Secret' && instance.mutableSecrets)
  const replaces = (path: string): boolean =>
    forcesReplacement(type, path) && !(inPlace && !path.startsWith('metadata.'))
  return answer(compareProperties(before, after), replaces)
}

/**
 * What changes of a provider's configuration mean: another cluster is another provider, and
 * everything made with it goes; anything else is an update.
 */
export function diffConfiguration(
  before: Properties,
  after: Properties,
): ProviderMessages.DiffResponse {
  const moved = identity(before) !== identity(after)
  return answer(
    compareProperties(before, after),
    (path) => moved && ['kubeconfig', 'clusterIdentifier', 'context', 'cluster'].includes(path),
  )
}

/** https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/#clusteridentifier_nodejs */
function identity({ clusterIdentifier, kubeconfig, context }: Properties): string {
  if (typeof clusterIdentifier === 'string') return clusterIdentifier
  const server = typeof kubeconfig === 'string' ? serverOf(kubeconfig) : undefined
  return JSON.stringify([server ?? kubeconfig ?? null, context ?? null])
}

function answer(
  changes: readonly PropertyChange[],
  replaces: (path: string) => boolean,
): ProviderMessages.DiffResponse {
  const { DiffResponse } = providerMessages
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges
  const top = (path: string): string => path.split(/[.[]/)[0] ?? path
  const replacing = changes.filter(({ path }) => replaces(path))
  const response = new DiffResponse()
    .setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList([...new Set(changes.map(({ path }) => top(path)))])
    .setReplacesList([...new Set(replacing.map(({ path }) => top(path)))])
    .setHasdetaileddiff(true)
  for (const { path, kind } of changes)
    response
      .getDetaileddiffMap()
      .set(path, new PropertyDiff().setKind(KIND[kind][replaces(path) ? 1 : 0]).setInputdiff(true))
  return response
}
