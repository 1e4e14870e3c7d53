import type { Layout } from './layout.ts'
import type { Parameters } from './parameters.ts'
import type { StageResult } from './stage.ts'

/** What a stage works with. */
export interface StageContext {
  readonly files: Layout
  readonly parameters: Parameters
  /** MLflow and the database, by the service's variables; only `register` reads it. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal | undefined
  readonly onProgress: (fraction: number, step: string) => void
}

/** One stage: reads files of the layout, writes others, and says what it did. */
export type Stage = (context: StageContext) => Promise<StageResult>
