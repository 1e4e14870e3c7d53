import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bench, isMet } from './bench.ts'
import { BENCHES } from './benches.ts'
import { describeMachine } from './machine.ts'
import { type BenchResult, markdownPage, textTable } from './report.ts'

const ROOT = join(import.meta.dirname, '../..')
/** The last rows of each bench, so that one part can be measured again without the others. */
const RESULTS = join(ROOT, '.cache/bench')
const PAGE = join(ROOT, 'docs/benchmarks.md')

const HELP = `Use: npm run bench [-- NAME...] [--json] [--quick]

Measures what the service promises and writes docs/benchmarks.md.
NAME     one or more of ${Object.keys(BENCHES).join(', ')}; all by default
--json   print the results as JSON instead of a table
--quick  short loops, to see that the benches work; nothing is written

Exit code: 0 every target met, 1 a target missed, 2 wrong use, 3 a bench failed.`

const resultFile = (name: string): string => join(RESULTS, `${name}.json`)

function sourceVersion(): string {
  const git = spawnSync('git', ['describe', '--always', '--dirty'], { cwd: ROOT, encoding: 'utf8' })
  return git.status === 0 ? git.stdout.trim() : 'unknown'
}

async function measure(name: string, bench: Bench, quick: boolean): Promise<BenchResult> {
  const machine = describeMachine()
  const started = performance.now()
  const progress = (message: string) => process.stderr.write(`  ${name}: ${message}\n`)
  const rows = await bench.run({ quick, progress })
  return {
    name,
    title: bench.title,
    date: new Date().toISOString(),
    version: sourceVersion(),
    machine,
    command: `npm run bench -- ${name}`,
    seconds: (performance.now() - started) / 1000,
    rows,
  }
}

function writePage(results: readonly BenchResult[]): void {
  mkdirSync(RESULTS, { recursive: true })
  for (const result of results) {
    writeFileSync(resultFile(result.name), JSON.stringify(result, null, 2))
  }
  const latest = Object.keys(BENCHES)
    .filter((name) => existsSync(resultFile(name)))
    .map((name) => JSON.parse(readFileSync(resultFile(name), 'utf8')) as BenchResult)
  mkdirSync(join(ROOT, 'docs'), { recursive: true })
  writeFileSync(PAGE, markdownPage(latest))
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.filter((name) => !(name in BENCHES))
  if (values.help || unknown.length > 0) {
    if (unknown.length > 0) process.stderr.write(`No such bench: ${unknown.join(', ')}\n`)
    console.log(HELP)
    return values.help ? 0 : 2
  }
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHES)
  const { results, failed } = await measureAll(names, values)
  if (values.json) console.log(JSON.stringify(results, null, 2))
  if (!values.quick) writePage(results)
  if (failed) return 3
  return results.some(({ rows }) => rows.some((row) => isMet(row) === false)) ? 1 : 0
}

async function measureAll(names: readonly string[], { json = false, quick = false }) {
  const results: BenchResult[] = []
  let failed = false
  for (const [index, name] of names.entries()) {
    process.stderr.write(`[${index + 1}/${names.length}] ${name}\n`)
    try {
      const bench = await BENCHES[name]?.()
      if (bench === undefined) continue
      const result = await measure(name, bench, quick)
      results.push(result)
      if (!json) console.log(`\n${result.title}\n${textTable(result.rows)}\n`)
    } catch (error) {
      failed = true
      process.stderr.write(`  ${name} failed: ${error instanceof Error ? error.stack : error}\n`)
    }
  }
  return { results, failed }
}

process.exitCode = await main()
