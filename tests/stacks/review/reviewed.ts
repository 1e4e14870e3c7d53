import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document, isCollection, isScalar, isSeq, type Node, visit } from 'yaml'
import type { PlainValue, Properties } from '../../../rehearsal/engine/wire.ts'
import type { Plan, PlannedResource } from '../../../rehearsal/plan/plan.ts'
import { type References, readable, referencesOf, withoutOwn } from './references.ts'

const WIDTH = 160
/** Longer texts are certificates, scripts and lists that change with the app. */
const LONGEST_TEXT = 600
/** Where the program bundles to, which differs from machine to machine. */
const BUNDLE = join(tmpdir(), 'dataspace-fhir-intake')
const TAGS = ['tags', 'labels']

/**
 * A plan as YAML for review: resources by type and name, with what they wait for, their protection and
 * inputs. Policies are objects, simulated ids are references, tags that all share are said once.
 */
export function reviewed(plan: Plan): string {
  const references = referencesOf(plan.resources)
  const shared = sharedTags(plan.resources)
  const ids = institutionsOf(plan.resources)
  const types = Map.groupBy(plan.resources.filter(isShown), ({ type }) => type)
  const page = [...types].sort(byKey).map(([type, resources]) => {
    const entries = resources.map((one): [string, PlainValue] => [nameOf(one, resources), of(one)])
    return [type, Object.fromEntries(oncePerInstitution(entries, ids).sort(byKey))]
  })
  function of(resource: PlannedResource): Properties {
    const { dependencies, protect, inputs } = resource
    const others = withoutOwn(references, resource)
    const clean = (value: PlainValue, key: string): PlainValue => {
      if (typeof value === 'string') return text(value, (parsed) => clean(parsed, key), others)
      if (Array.isArray(value)) return value.map((item) => clean(item, key))
      if (value === null || typeof value !== 'object') return value
      const entries = Object.entries(value)
        .filter(([name, item]) => !(TAGS.includes(key) && shared[bare(name)] === item))
        .map(([name, item]): [string, PlainValue] => [name, clean(item, name)])
      return Object.fromEntries(entries)
    }
    return {
      ...(dependencies.length > 0 && { after: dependencies.length }),
      ...(protect && { protect }),
      ...(Object.keys(inputs).length > 0 && { inputs: clean(inputs, '') }),
    }
  }
  return yaml({ sharedTags: shared, ...Object.fromEntries(page) })
}

/** Components have no inputs, as a rule; the tree shows them. */
const isShown = ({ id, inputs }: PlannedResource): boolean =>
  id !== '' || Object.keys(inputs).length > 0

function nameOf(resource: PlannedResource, others: readonly PlannedResource[]): string {
  const same = others.filter(({ name }) => name === resource.name)
  return same.length === 1 ? resource.name : resource.urn
}

/** A tag in Kubernetes is a label with a prefix. */
const bare = (tag: string): string => tag.replace(/^dataspace\//, '')

function institutionsOf(resources: readonly PlannedResource[]): string[] {
  const ids = resources.map(({ inputs }) => (inputs.tags as Properties | undefined)?.institution)
  const known = ids.filter((id) => typeof id === 'string' && id !== 'shared')
  return [...new Set(known as string[])].sort()
}

type Entry = [name: string, content: PlainValue]

/** Entries that differ by the institution alone are one, which says for whom. */
function oncePerInstitution(entries: readonly Entry[], ids: readonly string[]): Entry[] {
  const plain = ids.map((id) => new RegExp(`\\b${id}\\b`, 'g'))
  const general = (entry: Entry) => {
    const text = JSON.stringify(entry)
    return plain.reduce((result, id) => result.replaceAll(id, '<institution>'), text)
  }
  return [...Map.groupBy(entries, general)].map(([text, same]): Entry => {
    const [first] = same
    if (first === undefined || same.length < Math.max(ids.length, 2)) return first as Entry
    const [name, content] = JSON.parse(text) as Entry
    return [name, { institutions: ids.join(', '), ...(content as Properties) }]
  })
}

function sharedTags(resources: readonly PlannedResource[]): Properties {
  const tags = resources.flatMap(({ inputs }) => (inputs.tags ? [inputs.tags as Properties] : []))
  const keys = ['owner', 'environment']
  return Object.fromEntries(keys.map((key) => [key, tags[0]?.[key] ?? null]))
}

function text(
  value: string,
  parse: (value: PlainValue) => PlainValue,
  references: References,
): PlainValue {
  if (/^[{[]/.test(value)) {
    try {
      return parse(JSON.parse(value) as PlainValue)
    } catch {}
  }
  if (value.length > LONGEST_TEXT) return `[long text from ${JSON.stringify(value.slice(0, 30))}]`
  return readable(value, references)
    .replace(BUNDLE, '[bundle]')
    .replaceAll(/content-[0-9a-f]{12}/g, 'content-[tag]')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '[sha256]')
}

function yaml(page: Properties): string {
  const document = new Document(page, { aliasDuplicateObjects: false })
  visit(document, {
    Collection: (_, node, path) => {
      // Types and names have lines of their own; below, what fits is on one line.
      const depth = path.filter(isCollection).length
      if (depth > 1 && fits(node)) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Lists of actions and the like are read as one, however long. */
const fits = (node: Node): boolean =>
  (isSeq(node) && node.items.every(isScalar)) || JSON.stringify(node.toJSON()).length < WIDTH

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
