import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runStage } from '../../app/pipeline/run-stage.ts'
import type { StageName, StageResult } from '../../app/pipeline/stage.ts'
import { type Ended, runCommand } from '../cli/run-command.ts'
import { REALISTIC, staysTable } from '../cli/stays-table.ts'

/** A folder of its own in which a test runs the loop. */
export interface Run {
  readonly folder: string
  path(...parts: string[]): string
  write(path: string, text: string): string
  read(path: string): string
  /** Runs `dataspace pipeline <words>` on the folder. */
  pipeline(...words: string[]): Promise<Ended>
  /** Runs one stage in this process: the command itself costs a second. */
  stage(name: StageName, environment?: Record<string, string>): Promise<StageResult>
  stages(...names: StageName[]): Promise<void>
  remove(): void
}

/** What keeps the loop short; the reference is for adults of 1999, the sample is artificial. */
export const QUICK = 'validate: {reference: none}\ntrain: {trees: 10}\nevaluate: {resamples: 100}\n'

/** A table of three institutions as hard to foresee as real stays. */
export const sample = (stays = 6000): string => `${staysTable(stays, REALISTIC).join('\n')}\n`

/** Makes the folder, with parameters. */
export function makeRun(parameters = QUICK): Run {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-pipeline-'))
  const path = (...parts: string[]): string => join(folder, ...parts)
  const write = (name: string, text: string): string => {
    mkdirSync(dirname(path(name)), { recursive: true })
    writeFileSync(path(name), text)
    return path(name)
  }
  write('params.yaml', parameters)
  const stage = (name: StageName, environment = {}): Promise<StageResult> =>
    runStage(name, {
      folder: path('run'),
      parameters: path('params.yaml'),
      environment,
      onProgress: () => {},
    })
  return {
    folder,
    path,
    stage,
    stages: async (...names) => {
      for (const name of names) await stage(name)
    },
    write,
    read: (name) => readFileSync(path(name), 'utf8'),
    pipeline: (...words) =>
      runCommand(['pipeline', ...words, '--dir', path('run'), '--params', path('params.yaml')], {
        DATA_DIR: path('data'),
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The sample with every row changed: by column, a new value. */
export function changed(
  table: string,
  change: (row: Record<string, string>, index: number) => Record<string, string | number>,
): string {
  const [header = '', ...lines] = table.trim().split('\n')
  const columns = header.split(',')
  const rows = lines.map((line, index) => {
    const values = line.split(',')
    const row = Object.fromEntries(columns.map((column, place) => [column, values[place] ?? '']))
    const next: Record<string, string | number> = { ...row, ...change(row, index) }
    return columns.map((column) => next[column]).join()
  })
  return `${[header, ...rows].join('\n')}\n`
}
