import type {
  ChildRequest,
  ConstructionSite,
  RegisteredChild,
} from '../simulation/construction-site.ts'
import { simulate } from '../simulation/simulate.ts'
import type { RecordedResource } from './recorded-resource.ts'
import type { Recording } from './recording.ts'
import { resourceMessages } from './rpc.ts'
import { fromStruct, type Properties, toStruct } from './wire.ts'

/** Where a remote component's children are recorded. */
export function recordingSite(
  record: Recording,
  component: RecordedResource,
  region: string,
): ConstructionSite {
  return {
    register: (child) => recordChild(record, component, { child, region }),
    lookUp: async (resource) => {
      if (typeof resource !== 'string') return (resource ?? {}) as Properties
      const found = record.resources.get(resource)
      return found ? { ...found.outputs, id: found.id, urn: resource } : { id: resource }
    },
    // The recorder answers no look-ups of other resources: a reference is what it holds.
    reference: (child) => (child ? { ...child.outputs, id: child.id, urn: child.urn } : null),
  }
}

async function recordChild(
  record: Recording,
  component: RecordedResource,
  { child, region }: { child: ChildRequest; region: string },
): Promise<RegisteredChild> {
  const { type, name, custom = true, parent = component.urn, after = [], from = [] } = child
  const urn = record.urn(type, name, parent)
  const given = Object.entries(child.inputs).filter(([, value]) => value !== undefined)
  const registration = {
    type,
    name,
    custom,
    parent,
    properties: toStruct(Object.fromEntries(given) as Properties),
    options: new resourceMessages.TransformResourceOptions(),
  }
  const reaching = record.transforms.reaching(record.lineage(parent))
  const { properties } = await record.transforms.apply(registration, reaching)
  const inputs = fromStruct(properties).values
  const state = custom ? simulate({ type, name, urn, inputs, region }) : { id: '', outputs: {} }
  const inherited = from.flatMap((key) => component.propertyDependencies[key] ?? [])
  record.add({
    urn,
    type,
    name,
    ...state,
    parent,
    custom,
    remote: false,
    external: false,
    inputs,
    dependencies: [...new Set([...inherited, ...after.map((other) => other.urn)])].sort(),
    propertyDependencies: {},
    provider: child.provider ? `${child.provider.urn}::${child.provider.id}` : '',
    protect: component.protect,
    retainOnDelete: child.retainOnDelete ?? false,
    deletedWith: '',
    ignoreChanges: child.ignoreChanges ?? [],
    aliases: [],
    secretInputs: [],
    secretOutputs: [],
  })
  return { urn, type, ...state }
}
