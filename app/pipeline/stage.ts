/** The stages of the loop, in the order they run. */
export const STAGES = ['validate', 'features', 'train', 'evaluate', 'card', 'register'] as const

/** One stage of the loop. */
export type StageName = (typeof STAGES)[number]

/** What a stage has done. */
export interface StageResult {
  readonly stage: StageName
  /** Path of each file it wrote, by its name in LAYOUT. */
  readonly outputs: Readonly<Record<string, string>>
  /** Counts and measures worth a line; none tells of a single patient. */
  readonly figures: Readonly<Record<string, number>>
}
