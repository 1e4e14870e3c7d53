import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { readmissionCsv } from '../shared-data.ts'
import { atLeast, atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'
import type { Spread } from './generated-table.ts'
import { pythonPeer } from './peer.ts'
import { median } from './quantile.ts'

const TRAIN_ONCE = join(import.meta.dirname, 'train-once.ts')

const Fit = z.object({
  rows: z.number(),
  cells: z.number().optional(),
  fitWallMs: z.number(),
  fitCpuMs: z.number(),
  processCpuMs: z.number(),
  peakMb: z.number().optional(),
})

type FitTimes = z.output<typeof Fit> & { processWallMs: number }

/** Runs one fit in a process of its own, so that each pays its start and its warm-up. */
async function timeFit(command: string, args: string[], table: string): Promise<FitTimes> {
  const started = performance.now()
  const env = { ...process.env, PEER_TABLE: table, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  const { stdout } = await promisify(execFile)(command, args, { env })
  const processWallMs = performance.now() - started
  return { ...Fit.parse(JSON.parse(stdout)), processWallMs }
}

function shippedTable(): string {
  const table = readmissionCsv()
  if (table !== undefined) return table
  throw new Error('The shipped table is not at hand: set DATASPACE_TEST_DATA to its folder')
}

async function inTurn(table: string, { quick, progress }: BenchContext) {
  const peer = pythonPeer('train.py')
  const own: FitTimes[] = []
  const theirs: FitTimes[] = []
  for (let run = 1; run <= (quick ? 1 : 5); run += 1) {
    const ours = await timeFit(process.execPath, [TRAIN_ONCE, table], table)
    const scikit = await timeFit(peer.python, [peer.file], table)
    if (ours.rows !== scikit.rows) {
      throw new Error(`The service trains on ${ours.rows} rows, scikit-learn on ${scikit.rows}`)
    }
    own.push(ours)
    theirs.push(scikit)
    const both = [ours, scikit].map(({ fitWallMs }) => `${fitWallMs.toFixed(0)} ms`)
    progress(`run ${run}: own ${both[0]}, scikit-learn ${both[1]}`)
  }
  return { own, theirs }
}

function comparison(own: FitTimes[], theirs: FitTimes[]): BenchRow[] {
  const of = (fits: FitTimes[], field: 'fitCpuMs' | 'fitWallMs' | 'processWallMs') =>
    median(fits.map((times) => times[field]))
  const seconds = (value: number): string => `${(value / 1000).toFixed(2)} s`
  const ratio = (field: 'fitCpuMs' | 'fitWallMs' | 'processWallMs') => ({
    measured: of(theirs, field) / of(own, field),
    unit: 'x',
    notes: `${seconds(of(own, field))} against ${seconds(of(theirs, field))}, medians of ${own.length} runs in turn, each in a new process`,
  })
  const rows = own[0]?.rows.toLocaleString('en')
  return [
    {
      name: `Fit of the shipped table against scikit-learn (n_jobs=1), wall`,
      ...ratio('fitWallMs'),
      target: atLeast(5),
    },
    {
      name: 'Fit of the shipped table against scikit-learn (n_jobs=1), CPU',
      ...ratio('fitCpuMs'),
      target: atLeast(5),
    },
    { name: 'The whole process, with start and reading of the CSV', ...ratio('processWallMs') },
    {
      name: 'Rows of the shipped table that train',
      measured: own[0]?.rows ?? 0,
      unit: '',
      notes: `${rows} of 81,294; stays that ended in death or hospice are left out on both sides`,
    },
  ]
}

async function largeTable({ quick, progress }: BenchContext): Promise<BenchRow[]> {
  const rows = String(quick ? 100_000 : 1_000_000)
  const name = `${Number(rows).toLocaleString('en')} generated rows`
  const generated = (spread: Spread) => {
    progress(`${name}, ${spread}`)
    return timeFit(process.execPath, [TRAIN_ONCE, '--rows', rows, spread], '')
  }
  const how = (times: FitTimes): string =>
    `columns made in memory by the bench, ${times.cells?.toLocaleString('en')} different stays; ${(times.fitCpuMs / 1000).toFixed(1)} s CPU; ${(times.processWallMs / 1000).toFixed(1)} s for the process with the making`
  const clustered = await generated('clustered')
  const even = await generated('even')
  const memory = Math.max(clustered.peakMb ?? Number.NaN, even.peakMb ?? Number.NaN)
  return [
    {
      name: `Fit of ${name}`,
      measured: clustered.fitWallMs / 1000,
      unit: 's',
      target: atMost(10),
      notes: how(clustered),
    },
    {
      name: `The same, spread evenly over all values`,
      measured: even.fitWallMs / 1000,
      unit: 's',
      notes: `${how(even)}; the hardest case, no table of stays looks like it`,
    },
    {
      name: 'Peak resident memory of both',
      measured: memory,
      unit: 'MB',
      target: atMost(1000),
    },
  ]
}

/** Training on the shipped table against scikit-learn, and on a million generated rows. */
export const bench: Bench = {
  name: 'training',
  title: 'Training, 100 trees of depth 8',
  run: async (context) => {
    const { own, theirs } = await inTurn(shippedTable(), context)
    return [...comparison(own, theirs), ...(await largeTable(context))]
  },
}
