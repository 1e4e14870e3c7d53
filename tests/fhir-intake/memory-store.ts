import { readFileSync } from 'node:fs'
import type { ObjectStore } from '../../app/fhir-intake/object-store.ts'
import type { Upload } from '../../app/fhir-intake/upload.ts'

/** Day of every upload. */
export const MODIFIED = new Date('2026-11-20T08:00:00Z')

/** Buckets in memory: what is put in by key, what is written, in the order of writing. */
export interface MemoryStore extends ObjectStore {
  put(key: string, body: string): Upload
  written: Map<string, string>
  /** Keys whose writing fails. */
  broken: Set<string>
}

export function memoryStore(): MemoryStore {
  const uploads = new Map<string, string>()
  const written = new Map<string, string>()
  const broken = new Set<string>()
  return {
    written,
    broken,
    put(key, body) {
      uploads.set(key, body)
      return { bucket: 'uploads', key, version: 'v1', versioned: true }
    },
    async open({ key }) {
      const body = uploads.get(key)
      if (body === undefined) return undefined
      const bytes = Buffer.from(body)
      return { body: chunksOf(bytes), bytes: bytes.length, modified: MODIFIED }
    },
    async write({ key, content }) {
      if (broken.has(key)) throw new Error('no access')
      const bytes = content instanceof Uint8Array ? content : readFileSync(content.file)
      written.set(key, Buffer.from(bytes).toString())
    },
  }
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 1000) yield bytes.subarray(from, from + 1000)
}
