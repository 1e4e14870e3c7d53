import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { atLeast, atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'
import { generateExtract } from './generated-extract.ts'
import { pythonPeer } from './peer.ts'

const EXTRACT_ONCE = join(import.meta.dirname, 'extract-once.ts')
const Extraction = z.object({
  rows: z.number(),
  wallMs: z.number(),
  cpuMs: z.number(),
  peakMb: z.number(),
})
type Extraction = z.output<typeof Extraction>

/** The extract and what DuckDB writes beside it, generously. */
const DISK_BYTES_A_STAY = 12_000

async function extraction(command: string, args: string[]): Promise<Extraction> {
  const { stdout } = await promisify(execFile)(command, args)
  return Extraction.parse(JSON.parse(stdout))
}

/** A million stays, or what half of the free disk holds. */
function stayCount(folder: string, { quick, progress }: BenchContext): number {
  if (quick) return 20_000
  const { bavail, bsize } = statfsSync(folder)
  const room = Math.floor((bavail * bsize) / 2 / DISK_BYTES_A_STAY / 10_000) * 10_000
  if (room < 1_000_000) progress(`the disk has room for ${room} stays only`)
  return Math.min(1_000_000, room)
}

const perSecond = (stays: number, { cpuMs }: Extraction): number => (1000 * stays) / cpuMs
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

async function measure(folder: string, context: BenchContext): Promise<BenchRow[]> {
  const stays = stayCount(folder, context)
  const part = Math.min(stays, 50_000)
  const [whole, small] = [join(folder, 'whole'), join(folder, 'part')]
  mkdirSync(whole)
  mkdirSync(small)
  context.progress(`writing ${stays} stays`)
  const bytes = await generateExtract(whole, stays)
  await generateExtract(small, part)
  const [own, theirs] = [join(folder, 'own.csv'), join(folder, 'pandas.csv')]
  context.progress('extracting')
  const all = await extraction(process.execPath, [EXTRACT_ONCE, whole, join(folder, 'all.csv')])
  const few = await extraction(process.execPath, [EXTRACT_ONCE, small, own])
  context.progress('pandas')
  const peer = pythonPeer('features.py')
  const pandas = await extraction(peer.python, [peer.file, small, theirs])
  if (!readFileSync(own).equals(readFileSync(theirs))) {
    throw new Error('The tables of DuckDB and pandas differ')
  }
  const count = stays.toLocaleString('en')
  const sample = part.toLocaleString('en')
  return [
    {
      name: `Stays per second and core, ${count} stays of generated NDJSON`,
      measured: perSecond(stays, all),
      unit: '/s',
      notes: `${(bytes / 1e9).toFixed(1)} GB; ${seconds(all.cpuMs)} CPU, ${seconds(all.wallMs)} wall; by CPU time, so that other work on the machine counts little`,
    },
    {
      name: 'Peak resident memory of the process',
      measured: all.peakMb,
      unit: 'MB',
      target: atMost(2000),
      notes: 'memoryMegabytes 1024, the default',
    },
    {
      name: `Against pandas on ${sample} stays, CPU`,
      measured: pandas.cpuMs / few.cpuMs,
      unit: 'x',
      target: atLeast(1),
      notes: `${seconds(few.cpuMs)} against ${seconds(pandas.cpuMs)}, the whole process, tables equal byte for byte`,
    },
    {
      name: `The same, wall`,
      measured: pandas.wallMs / few.wallMs,
      unit: 'x',
      notes: `${seconds(few.wallMs)} against ${seconds(pandas.wallMs)}; pandas uses one core`,
    },
    {
      name: `Memory of pandas for ${sample} stays`,
      measured: pandas.peakMb,
      unit: 'MB',
      notes: 'it holds all records, so a million stays take about as many times more',
    },
  ]
}

/** The training table of a generated extract, out of core, against pandas. */
export const bench: Bench = {
  name: 'features',
  title: 'Features from FHIR extracts',
  run: async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'features-bench-'))
    try {
      return await measure(folder, context)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
