import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDigests } from '../../images/kaapana/digest/add-digests.ts'
import type { KaapanaPlan } from '../../images/kaapana/kaapana-plan.ts'
import { atLeast, atMost, type BenchContext, type BenchRow } from './bench.ts'
import { discoverUpstream, prepareUpstream } from './kaapana-upstream.ts'
import { median } from './quantile.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Prints the most memory that the command ever held, in kB, after it has ended by itself. */
const PEAK =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS+"\\n"))'

function runPlan(source: string, ...options: string[]): { seconds: number; megabytes: number } {
  const command = ['--import', PEAK, 'cli/main.js', 'kaapana', 'plan', '--source', source, '--json']
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [...command, ...options], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const seconds = (performance.now() - started) / 1000
  const kilobytes = /^peak (\d+)$/m.exec(stderr)?.[1]
  if (status !== 0 || kilobytes === undefined) throw new Error(`The plan failed: ${stderr}`)
  return { seconds, megabytes: (Number(kilobytes) * 1024) / 1e6 }
}

/** How long the command takes on a real checkout and how much memory, against Kaapana's own tool. */
export function planRows(source: string, { quick, progress }: BenchContext): BenchRow[] {
  prepareUpstream(source)
  const runs = Array.from({ length: quick ? 1 : 5 }, () => {
    const run = {
      plain: runPlan(source, '--no-digests'),
      digests: runPlan(source),
      upstream: discoverUpstream(source),
    }
    progress(`${run.plain.seconds.toFixed(2)} s, upstream ${run.upstream.seconds.toFixed(2)} s`)
    return run
  })
  const plain = median(runs.map((run) => run.plain.seconds))
  const upstream = median(runs.map((run) => run.upstream.seconds))
  const peak = Math.max(...runs.flatMap((run) => [run.plain.megabytes, run.digests.megabytes]))
  const notes = `whole command with its start, in turn, median of ${runs.length}`
  return [
    { name: 'Plan without digests', measured: plain, unit: 's', target: atMost(1.5), notes },
    {
      name: 'Plan with digests',
      measured: median(runs.map((run) => run.digests.seconds)),
      unit: 's',
      target: atMost(4),
      notes,
    },
    { name: 'Peak memory', measured: peak, unit: 'MB', target: atMost(300), notes: 'of all runs' },
    {
      name: "Discovery by Kaapana's own tool",
      measured: upstream,
      unit: 's',
      notes: `${runs[0]?.upstream.found}; the same checkout, containers and charts alone`,
    },
    {
      name: "Faster than Kaapana's own discovery",
      measured: upstream / plain,
      unit: 'x',
      target: atLeast(5),
    },
  ]
}

/** How many digests a change of one file changes: of an image without dependants, and of the base. */
export function changeRows(plan: KaapanaPlan): BenchRow[] {
  const copy = mkdtempSync(join(tmpdir(), 'kaapana-change-'))
  try {
    execFileSync('git', ['clone', '--quiet', '--shared', plan.source, copy])
    const before = addDigests({ ...plan, source: copy })
    const row = (image: string, expected: number): BenchRow => {
      const container = plan.containers.find((one) => one.image === image)
      if (container === undefined) throw new Error(`The checkout has no image ${image}`)
      appendFileSync(join(copy, container.dockerfile), '# changed\n')
      const after = addDigests({ ...plan, source: copy })
      execFileSync('git', ['-C', copy, 'checkout', '--quiet', '.'])
      const measured = changed(before, after)
      if (measured < expected) throw new Error(`A change in ${image} rebuilds only ${measured}`)
      return {
        name: `Images rebuilt after a change in ${image}`,
        measured,
        unit: 'images',
        target: atMost(expected),
        notes: `of ${plan.levels.flat().length}`,
      }
    }
    return [row('airflow', 1), row('base-python-cpu', 114)]
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** The collection's image, which packaging makes, has no digest: it counts by its base. */
function changed(before: KaapanaPlan, after: KaapanaPlan): number {
  const digests = new Map(before.containers.map(({ image, digest }) => [image, digest]))
  const moved = new Set(
    after.containers.flatMap(({ image, digest }) => (digests.get(image) === digest ? [] : image)),
  )
  const selected = after.containers.filter((container) => container.selected)
  const made = selected.filter(
    ({ generatedContext, bases }) => generatedContext && bases.some((base) => moved.has(base)),
  )
  return selected.filter(({ image }) => moved.has(image)).length + made.length
}
