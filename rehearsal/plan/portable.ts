import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { PlainValue, Properties } from '../engine/wire.ts'

/**
 * The same properties on every machine: keys in order, and absolute paths (of assets, archives, build
 * contexts) in the program's folder or its repository relative to the program's folder.
 */
export function portable(values: Properties, folder: string): Properties {
  return clean(values, prefixesOf(folder)) as Properties
}

type Prefixes = readonly (readonly [absolute: string, relative: string])[]

/** The program's own folder first, since the repository's path is the beginning of it. */
function prefixesOf(folder: string): Prefixes {
  const root = repositoryOf(folder)
  const own = [`${folder}/`, './'] as const
  return root === folder ? [own] : [own, [`${root}/`, `${relative(folder, root)}/`]]
}

function repositoryOf(folder: string): string {
  for (let at = folder; at !== dirname(at); at = dirname(at))
    if (existsSync(join(at, '.git'))) return at
  return folder
}

function clean(value: PlainValue, prefixes: Prefixes): PlainValue {
  if (typeof value === 'string') return shorten(value, prefixes)
  if (Array.isArray(value)) return value.map((item) => clean(item, prefixes))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, item]): [string, PlainValue] => [
    shorten(key, prefixes),
    clean(item, prefixes),
  ])
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function shorten(text: string, prefixes: Prefixes): string {
  if (!text.includes('/')) return text
  let short = text
  for (const [absolute, path] of prefixes) {
    if (`${short}/` === absolute) short = path.slice(0, -1)
    short = short.replaceAll(absolute, path)
  }
  return short
}
