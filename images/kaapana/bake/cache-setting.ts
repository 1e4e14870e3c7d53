import { KaapanaError } from '../kaapana-error.ts'

/** Where layers are kept between builds: nowhere but at the builder, in the registry, in a folder. */
export type CacheSetting =
  | { readonly kind: 'none' }
  | { readonly kind: 'registry' }
  | { readonly kind: 'local'; readonly folder: string }

/** Reads `none`, `registry` or `local:DIR`. */
export function readCacheSetting(text: string): CacheSetting {
  if (text === 'none' || text === 'registry') return { kind: text }
  const folder = /^local:(.+)$/s.exec(text)?.[1]
  if (folder === undefined) {
    throw new KaapanaError(`The cache is none, registry or local:DIR, got ${JSON.stringify(text)}.`)
  }
  // Bake reads the setting as comma-separated values.
  if (/[,"\n]/.test(folder)) {
    throw new KaapanaError(`The cache's folder has no comma and no quote, got ${folder}.`)
  }
  return { kind: 'local', folder }
}
