import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPulumi } from '../../rehearsal/rehearse/find-pulumi.ts'
import { MissingToolError } from '../../rehearsal/rehearse/missing-tool.ts'
import { atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'

const ROOT = join(import.meta.dirname, '../..')
const SAMPLE_MS = 200

/** Memory of a process of a session in bytes, none when it is another's or has just ended. */
function processMemory(pid: string, session: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it may hold spaces and brackets: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    const own = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3])
    if (own !== session) return 0
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    const shared = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]
    return Number(shared ?? 0) * 1024
  } catch {
    return 0
  }
}

/** Memory of all processes of a session; what several share is counted once. */
function memoryOf(session: number): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.reduce((sum, pid) => sum + processMemory(pid, session), 0)
}

/** The command in a session of its own, so that all that it starts can be found. */
function startRehearsal(): ChildProcess {
  return spawn(process.execPath, ['cli/main.js', 'rehearse', 'dev'], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

async function measure({ progress }: BenchContext): Promise<BenchRow[]> {
  const started = performance.now()
  const rehearsal = startRehearsal()
  let complaints = ''
  rehearsal.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  let peak = 0
  const sampling = setInterval(() => {
    peak = Math.max(peak, memoryOf(rehearsal.pid ?? 0))
  }, SAMPLE_MS)
  const [code] = await once(rehearsal, 'close').finally(() => clearInterval(sampling))
  if (code !== 0) throw new Error(`dataspace rehearse dev failed: ${complaints}`)
  const seconds = (performance.now() - started) / 1000
  progress(`${seconds.toFixed(0)} s, ${(peak / 1e6).toFixed(0)} MB`)
  return [
    {
      name: 'dataspace rehearse dev',
      measured: seconds,
      unit: 's',
      target: atMost(90),
      notes: 'preview, up, preview, change, refresh, destroy; whole command, once',
    },
    {
      name: 'Peak memory of all its processes',
      measured: peak / 1e6,
      unit: 'MB',
      target: atMost(1500),
      notes: `shared pages counted once, read every ${SAMPLE_MS} ms`,
    },
  ]
}

/** A rehearsal of dev. Needs the Pulumi CLI on PATH, and Linux: it reads /proc. */
export const bench: Bench = {
  name: 'rehearsal',
  title: 'Rehearsal of an environment',
  run: async (context) => {
    try {
      await findPulumi()
    } catch (error) {
      if (!(error instanceof MissingToolError)) throw error
      context.progress('skipped: pulumi is not on PATH')
      const notes = 'skipped: pulumi is not on PATH'
      return [{ name: 'dataspace rehearse dev', measured: 0, unit: 'rehearsals', notes }]
    }
    return measure(context)
  },
}
