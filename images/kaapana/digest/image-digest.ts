import { hash } from 'node:crypto'
import type { ContextFile } from './context-files.ts'

/** All that decides an image. */
export interface ImageContent {
  /** SHA-256 of the Dockerfile. */
  readonly dockerfile: string
  /** What the context sends; files with the SHA-256 of their content. */
  readonly files: readonly (ContextFile & { readonly content?: string })[]
  /** Digests of the bases of the checkout, by name. */
  readonly bases: ReadonlyMap<string, string>
  /** References of bases from elsewhere. */
  readonly externalBases: readonly string[]
  /** Build arguments given from outside that the Dockerfile declares. */
  readonly buildArgs: Readonly<Record<string, string>>
}

/**
 * Content digest of an image: SHA-256, in hexadecimal digits, of this JSON text in UTF-8, without
 * white space:
 *
 * ```
 * ["kaapana-image/1",
 *  <SHA-256 of the Dockerfile>,
 *  [[<path>, "file" | "executable", <SHA-256>] | [<path>, "symlink", <target>] | [<path>, "other"], …],
 *  [[<base of the checkout>, <its digest>], …],
 *  [<reference of a base from elsewhere>, …],
 *  [[<build argument>, <value>], …]]
 * ```
 *
 * Every list is sorted by its first text, in order of UTF-16 code units. Neither the checkout's
 * place nor times, users or the platform's version go into it. A floating reference is hashed as
 * written: that the image behind it changed is not seen.
 */
export function imageDigest(content: ImageContent): string {
  const parts = [
    'kaapana-image/1',
    content.dockerfile,
    sorted(content.files.map(entryOf)),
    sorted([...content.bases]),
    [...new Set(content.externalBases)].sort(),
    sorted(Object.entries(content.buildArgs)),
  ]
  return hash('sha256', JSON.stringify(parts))
}

function entryOf(file: ImageContent['files'][number]): string[] {
  const what = file.kind === 'symlink' ? file.target : file.content
  return what === undefined ? [file.path, file.kind] : [file.path, file.kind, what]
}

const sorted = (rows: readonly string[][]): string[][] =>
  rows.toSorted(([one = ''], [other = '']) => (one < other ? -1 : one > other ? 1 : 0))
