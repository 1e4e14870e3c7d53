import { BundleTypeError, isObject, type JsonObject } from './problems.ts'

/** Bundle types whose entries are records. Documents, messages and histories are not. */
export const BUNDLE_TYPES = ['collection', 'transaction', 'batch', 'searchset'] as const

/** Throws BundleTypeError unless the Bundle's type is one of BUNDLE_TYPES. */
export function checkBundleType(type: unknown): void {
  if (BUNDLE_TYPES.some((allowed) => allowed === type)) return
  const got = typeof type === 'string' ? `'${type.slice(0, 40)}'` : 'none'
  throw new BundleTypeError(
    `Bundle.type: names no list of records; got ${got}, allowed ${BUNDLE_TYPES.join(', ')}; fix: send the records in a collection`,
  )
}

const uuidOf = (fullUrl: unknown): string | undefined =>
  typeof fullUrl === 'string' ? /^urn:uuid:([A-Za-z0-9.-]{1,64})$/.exec(fullUrl)?.[1] : undefined

/**
 * Where an entry's resource lives after the Bundle is opened: `[fullUrl, 'Type/id']`. A resource
 * without id takes that of its urn:uuid. Undefined where the entry says neither.
 */
export function entryAddress(entry: unknown): [string, string] | undefined {
  if (!isObject(entry) || !isObject(entry.resource) || typeof entry.fullUrl !== 'string') return
  const { resourceType, id = uuidOf(entry.fullUrl) } = entry.resource
  if (typeof resourceType !== 'string' || typeof id !== 'string') return
  return [entry.fullUrl, `${resourceType}/${id}`]
}

/** The entry's resource with its id, and its references pointed at ids inside the Bundle. */
export function resourceOfEntry(
  entry: unknown,
  addresses: ReadonlyMap<string, string>,
): JsonObject | undefined {
  if (!isObject(entry) || !isObject(entry.resource)) return undefined
  const { resource } = entry
  const id = uuidOf(entry.fullUrl)
  if (resource.id === undefined && id !== undefined) resource.id = id
  resolveReferences(resource, addresses)
  return resource
}

function resolveReferences(node: object, addresses: ReadonlyMap<string, string>): void {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'object' && value !== null) resolveReferences(value, addresses)
    else if (key === 'reference' && typeof value === 'string') {
      const address = addresses.get(value)
      if (address !== undefined) (node as JsonObject).reference = address
    }
  }
}
