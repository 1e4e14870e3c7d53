import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { instancesInPacs } from '../../kaapana/backend/pacs.ts'
import type { PhantomSeries } from '../../kaapana/dicom/phantom/series.ts'
import { writePhantom } from '../../kaapana/dicom/phantom/write-series.ts'
import { type Orthanc, startOrthanc } from '../kaapana/dicom/real-peers.ts'
import { atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'

const ENTRY = join(import.meta.dirname, '../../cli/main.js')
const SLICES = 100

const Report = z.object({ stored: z.number(), associations: z.number() })
const Statistics = z.object({ CountInstances: z.number() })

/** How `dataspace kaapana send` ended. */
interface Sent {
  code: number | null
  stdout: string
  seconds: number
  /** Most resident memory it ever had. */
  peakMb: number
}

async function send(folder: string, port: number): Promise<Sent> {
  const start = performance.now()
  const words = ['kaapana', 'send', folder, '--host', '127.0.0.1', '--port', String(port)]
  const child = spawn(process.execPath, [ENTRY, ...words, '--dataset', 'bench', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let stdout = ''
  child.stdout.on('data', (data: Buffer) => {
    stdout += data
  })
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  let peakMb = 0
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, peakOf(child.pid ?? 0))
  }, 20)
  const code = await closed
  clearInterval(watch)
  return { code, stdout, seconds: (performance.now() - start) / 1000, peakMb }
}

/** VmHWM: the most that was resident; 0 once the process has ended. */
function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return (Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024) / 1e6
  } catch {
    return 0
  }
}

/** Kills the PACS and starts it again, once it has a part of the instances. */
async function restartAt(orthanc: Orthanc, part: number): Promise<number> {
  for (;;) {
    const answer = await fetch(`${orthanc.url}/statistics`)
    const { CountInstances: count } = Statistics.parse(await answer.json())
    if (count >= part) {
      await orthanc.restart()
      return count
    }
    await delay(20)
  }
}

/** Instances that were sent and are not there, and those that are there and were not sent. */
async function compare(orthanc: Orthanc, sent: readonly PhantomSeries[]) {
  const session = { fetch: (path: string, init?: RequestInit) => fetch(orthanc.url + path, init) }
  let [missing, strange] = [0, 0]
  for (const { studyUid: study, seriesUid: series, instances } of sent) {
    const found = await instancesInPacs(session, { study, series })
    missing += instances.filter((uid) => !found.has(uid)).length
    strange += [...found].filter((uid) => !instances.includes(uid)).length
  }
  return { missing, strange }
}

async function measure(root: string, { quick, progress }: BenchContext): Promise<BenchRow[]> {
  const series = quick ? 1 : 10
  const drawn: PhantomSeries[] = []
  for (let number = 1; number <= series; number++) {
    const options = { modality: 'ct', seed: 'bench', slices: SLICES, series: number } as const
    drawn.push(await writePhantom(join(root, 'images'), options))
    progress(`${number * SLICES} slices drawn`)
  }
  const orthanc = await startOrthanc(join(root, 'orthanc'))
  try {
    const sending = send(join(root, 'images'), orthanc.port)
    const killedAt = await restartAt(orthanc, (series * SLICES) / 2)
    const { code, stdout, seconds, peakMb } = await sending
    const { stored, associations } = Report.parse(JSON.parse(stdout))
    const { missing, strange } = await compare(orthanc, drawn)
    const count = series * SLICES
    return [
      {
        name: `Instances of ${count} lost`,
        measured: missing,
        unit: '',
        target: atMost(0),
        notes: `CT, 512 x 512; Orthanc killed with ${killedAt} and started again, ${associations} associations; each instance asked for by its UID over DICOMweb`,
      },
      {
        name: 'Confirmations too many or too few',
        measured: Math.abs(stored - count) + strange + (code === 0 ? 0 : 1),
        unit: '',
        target: atMost(0),
        notes: `${stored} confirmed`,
      },
      {
        name: 'Peak memory of the command',
        measured: peakMb,
        unit: 'MB',
        target: atMost(200),
        notes: 'VmHWM of dataspace kaapana send',
      },
      {
        name: 'Instances sent a second',
        measured: count / seconds,
        unit: '',
        notes: `${((count * 0.525) / seconds).toFixed(0)} MB/s over loopback, start of the command and restart of the PACS included`,
      },
    ]
  } finally {
    await orthanc.kill()
  }
}

/** Sends a study to a real PACS that is killed and restarted midway. Needs Orthanc, and Linux for /proc. */
export const bench: Bench = {
  name: 'dicom',
  title: 'DICOM to a PACS that is restarted midway',
  run: async (context) => {
    const root = mkdtempSync(join(tmpdir(), 'dataspace-dicom-'))
    try {
      return await measure(root, context)
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  },
}
