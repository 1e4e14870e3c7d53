import { z } from 'zod'
import { FEATURES } from './features.ts'

/** What decides how a forest grows. The same settings on the same table give the same bytes. */
export const forestSettings = z.strictObject({
  /** Number of trees. @default 100 */
  trees: z.int().min(1).max(1000).default(100),
  /** Splits from the root to the deepest leaf, at most. @default 8 */
  maxDepth: z.int().min(1).max(20).default(8),
  /** Different stays a leaf must hold, copies in the bootstrap not counted. @default 20 */
  minLeaf: z.int().min(1).max(100_000).default(20),
  /** Features tried at each split. @default 2, the root of their number */
  featuresPerSplit: z
    .int()
    .min(1)
    .max(FEATURES.length)
    .default(Math.floor(Math.sqrt(FEATURES.length))),
  /** Grow each tree from as many stays as there are, drawn with replacement. @default true */
  bootstrap: z.boolean().default(true),
  /** Seed of everything random. @default 42 */
  seed: z.int().min(0).max(0xffffffff).default(42),
})

/** Settings with every default filled in. */
export type ForestSettings = z.output<typeof forestSettings>

/** Settings as they are given: whatever is left out or undefined has its default. */
export type ForestSettingsInput = z.input<typeof forestSettings>

/** Fills in the defaults. Throws RangeError naming every setting that is out of its bounds. */
export function parseForestSettings(settings: unknown): ForestSettings {
  const result = forestSettings.safeParse(settings)
  if (result.success) return result.data
  const reasons = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new RangeError(`forest settings: ${reasons.join('; ')}`)
}
