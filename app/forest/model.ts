import type { Forest } from './forest.ts'
import type { ModelManifest } from './model-schema.ts'

/** A forest with everything a prediction and its reader need. */
export interface Model {
  forest: Forest
  manifest: ModelManifest
}

/** A model as it was read from a file. */
export interface StoredModel extends Model {
  /** SHA-256 of the file but for the digest's own 64 characters, lower-case hex. */
  sha256: string
}
