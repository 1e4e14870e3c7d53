import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { runProgram } from '../../rehearsal/plan/run-program.ts'
import { atLeast, atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'
import { median } from './quantile.ts'

const ROOT = join(import.meta.dirname, '../..')
const RUNS = 5
/** Seconds that the whole command may take, by environment. */
const TARGETS: Readonly<Record<string, number>> = { dev: 3, prod: 4 }

/** Folder of the program: of BENCH_PROGRAM, else ours, else the hospital of the tests. */
function programFolder(): string {
  if (process.env.BENCH_PROGRAM !== undefined) return resolve(process.env.BENCH_PROGRAM)
  return existsSync(join(ROOT, 'Pulumi.yaml'))
    ? ROOT
    : join(ROOT, 'tests/rehearsal/programs/hospital')
}

/** Environments to plan: of BENCH_ENVIRONMENTS (`dev,prod`), else those with a target. */
const environments = (): string[] =>
  process.env.BENCH_ENVIRONMENTS?.split(',') ?? Object.keys(TARGETS)

async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

function planCommand(folder: string, environment: string): void {
  const args = ['cli/main.js', 'plan', environment, '--program', folder, '--json']
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(`dataspace plan ${environment} failed: ${stderr}`)
}

async function measureCommand(
  folder: string,
  environment: string,
  { quick, progress }: BenchContext,
): Promise<BenchRow> {
  // The first run compiles the providers' SDKs and keeps the result.
  planCommand(folder, environment)
  const times: number[] = []
  for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
    times.push(await seconds(() => planCommand(folder, environment)))
    progress(`plan ${environment} ${times.at(-1)?.toFixed(2)} s`)
  }
  const target = TARGETS[environment]
  return {
    name: `dataspace plan ${environment}`,
    measured: median(times),
    unit: 's',
    ...(target !== undefined && { target: atMost(target) }),
    notes: `whole command, median of ${times.length}; longest ${Math.max(...times).toFixed(2)} s`,
  }
}

/** Pulumi's loader for programs that are ES modules is ts-node, which a project has to install. */
function requireLoader(): void {
  try {
    createRequire(join(ROOT, 'package.json')).resolve('ts-node/esm')
  } catch {
    throw new Error('The default TypeScript loader needs ts-node: npm install --no-save ts-node@10')
  }
}

async function compareLoaders(
  folder: string,
  environment: string,
  { quick, progress }: BenchContext,
): Promise<BenchRow[]> {
  requireLoader()
  const load = (typescript: boolean) =>
    seconds(() => runProgram({ folder, environment, typescript }))
  const pairs: { ours: number; default: number }[] = []
  for (let run = 0; run < (quick ? 1 : 3); run += 1) {
    const pair = { ours: await load(false), default: await load(true) }
    pairs.push(pair)
    progress(`ours ${pair.ours.toFixed(2)} s, default loader ${pair.default.toFixed(2)} s`)
  }
  const ours = median(pairs.map((pair) => pair.ours))
  const theirs = median(pairs.map((pair) => pair.default))
  const notes = `program ${environment} from start to end, in turn, median of ${pairs.length}`
  return [
    { name: 'Program with type stripping', measured: ours, unit: 's', notes },
    { name: 'Program under the default TypeScript loader', measured: theirs, unit: 's', notes },
    {
      name: 'Faster than the default loader',
      measured: theirs / ours,
      unit: 'x',
      target: atLeast(3),
    },
  ]
}

/** How long a plan takes, and the same program under Pulumi's default TypeScript loader. */
export const bench: Bench = {
  name: 'plan',
  title: 'Plan of an environment',
  run: async (context) => {
    const folder = programFolder()
    const rows: BenchRow[] = []
    for (const environment of environments())
      rows.push(await measureCommand(folder, environment, context))
    const last = environments().at(-1) ?? 'prod'
    return [...rows, ...(await compareLoaders(folder, last, context))]
  },
}
