import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { layoutOf } from './layout.ts'
import { DEFAULTS, type Parameters, readParameters } from './parameters.ts'
import { STAGES, type StageName, type StageResult } from './stage.ts'
import type { Stage, StageContext } from './stage-context.ts'

/** Loaded when they run: training needs no database, and the database no DuckDB. */
const LOADERS: Readonly<Record<StageName, () => Promise<Stage>>> = {
  validate: async () => (await import('./stages/validate.ts')).validate,
  features: async () => (await import('./stages/features.ts')).features,
  train: async () => (await import('./stages/train.ts')).train,
  evaluate: async () => (await import('./stages/evaluate.ts')).evaluate,
  card: async () => (await import('./stages/card.ts')).card,
  register: async () => (await import('./stages/register.ts')).register,
}

/** What a run takes. */
export interface RunOptions extends Pick<StageContext, 'environment' | 'signal'> {
  /** Folder of the run's files, see LAYOUT. */
  readonly folder: string
  /** File of the parameters; where there is none, every parameter has its default. */
  readonly parameters: string
  readonly onProgress: (stage: StageName, fraction: number, step: string) => void
}

/** Runs one stage on the files in a folder. Rejects as the stage does. */
export async function runStage(name: StageName, options: RunOptions): Promise<StageResult> {
  const { folder, environment, signal, onProgress } = options
  const parameters = await parametersIn(options.parameters)
  await mkdir(folder, { recursive: true })
  const stage = await LOADERS[name]()
  return stage({
    files: layoutOf(folder),
    parameters,
    environment,
    signal,
    onProgress: (fraction, step) => onProgress(name, fraction, step),
  })
}

/** Runs every stage after the other; the first that fails ends the run. */
export async function* runPipeline(options: RunOptions): AsyncGenerator<StageResult> {
  for (const name of STAGES) yield await runStage(name, options)
}

const parametersIn = async (path: string): Promise<Parameters> => {
  // The default file may be missing; the defaults of params.yaml are those of the code.
  if (path === DEFAULT_PARAMETERS && !existsSync(path)) return DEFAULTS
  return readParameters(path)
}

/** File of the parameters, unless told otherwise. */
export const DEFAULT_PARAMETERS = 'params.yaml'
