/** A configuration before Pulumi writes it out: settings by top-level key, and `aws:region`. */
export type ConfigTree = Readonly<Record<string, unknown>>

/** The configuration as Pulumi hands it to a program: texts, with objects as JSON. */
export function configOf(tree: ConfigTree): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [
        key.includes(':') ? key : `dataspace:${key}`,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
  )
}

/** The tree with a value at a path; `undefined` takes it out. Maps on the way are made. */
export function patched(
  tree: unknown,
  path: readonly (string | number)[],
  value: unknown,
): ConfigTree {
  const [key, ...rest] = path
  if (key === undefined) return value as ConfigTree
  const isMap = typeof tree === 'object' && tree !== null
  const old: Record<string | number, unknown> = isMap ? { ...tree } : {}
  const child = patched(old[key], rest, value)
  const changed = { ...old, [key]: child }
  if (child === undefined) delete changed[key]
  return Array.isArray(tree) || (!isMap && typeof key === 'number')
    ? (Object.values(changed) as unknown as ConfigTree)
    : changed
}

/** Merges maps deeply; everything else is replaced. */
export function merged(tree: ConfigTree, change: ConfigTree): ConfigTree {
  const both = new Map(Object.entries(tree))
  for (const [key, value] of Object.entries(change)) {
    const old = both.get(key)
    both.set(key, isMap(old) && isMap(value) ? merged(old, value) : value)
  }
  return Object.fromEntries(both)
}

const isMap = (value: unknown): value is ConfigTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The least that makes an environment on AWS. */
export const MINIMAL: ConfigTree = {
  'aws:region': 'eu-central-1',
  owner: 'imaging-platform',
  institutions: { ukhd: { name: 'University Hospital Heidelberg', location: 'Heidelberg' } },
  cluster: { creatorAdmin: true },
}
