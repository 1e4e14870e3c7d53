import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { extractFeatures } from '../../app/features/extract-features.ts'
import { readRecords } from '../../app/fhir/read-records.ts'
import { PYTHON, preparePython } from '../python/environment.ts'
import { patients } from './generated-patients.ts'
import { syntheaSources } from './synthea.ts'

const JOB = join(import.meta.dirname, '../../app/features/spark/extract_features.py')
/** Interpreted and in few tasks: for small data, making code and tasks is what takes the time. */
const SPARK = [
  '--master local[2]',
  '--driver-memory 1g',
  ...[
    'spark.ui.enabled=false',
    'spark.driver.bindAddress=127.0.0.1',
    'spark.driver.host=127.0.0.1',
    'spark.sql.shuffle.partitions=1',
    'spark.sql.codegen.wholeStage=false',
    'spark.sql.codegen.factoryMode=NO_CODEGEN',
  ].map((setting) => `--conf ${setting}`),
  'pyspark-shell',
].join(' ')

function whyNot(): string | undefined {
  if (spawnSync('java', ['-version']).status === 0) return preparePython()
  if (process.env.CI) throw new Error('Spark needs Java 17 on PATH')
  return 'java is not on PATH'
}

const sources = syntheaSources()
const reason = sources ? whyNot() : 'the Synthea data is not at hand'

describe.skipIf(reason)(`Spark${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'spark-test-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Bundles opened into NDJSON: Spark reads lines. */
  async function linesOf(file: string, index: number): Promise<string> {
    if (file.endsWith('.ndjson')) return file
    const lines: string[] = []
    for await (const record of readRecords(readFileSync(file), 'application/fhir+json')) {
      if ('resource' in record) lines.push(JSON.stringify(record.resource))
    }
    const path = join(folder, `${index}.ndjson`)
    writeFileSync(path, lines.join('\n'))
    return path
  }

  it('gives byte for byte the table of DuckDB, and leaves out the same stays', async () => {
    const generated = join(folder, 'generated.ndjson')
    const [records = []] = fc.sample(patients(200), { numRuns: 1, seed: 7 })
    writeFileSync(generated, records.map((record) => JSON.stringify(record)).join('\n'))
    const extracts = [
      { institution: 'generated', files: [generated] },
      ...(sources ?? []).map(({ institution, files }) => ({ institution, files })),
    ]
    const output = join(folder, 'duckdb.csv')
    const { rows, excluded } = await extractFeatures({
      sources: extracts.map((extract) => ({ ...extract, extractEnd: '2021-03-01' })),
      output,
    })
    const named: string[] = []
    for (const { institution, files } of extracts) {
      // One folder of NDJSON an institution: Spark reads it at once.
      const parts = await Promise.all(files.map((file, index) => linesOf(file, index)))
      const together = join(folder, `${institution}.all.ndjson`)
      writeFileSync(together, parts.map((part) => readFileSync(part, 'utf8').trim()).join('\n'))
      named.push(`${institution}=${together}`)
    }
    const target = join(folder, 'spark')
    const { stdout } = await promisify(execFile)(
      PYTHON,
      [JOB, '--single', '--extract-end', '2021-03-01', '--output', target, ...named],
      { env: { ...process.env, PYSPARK_SUBMIT_ARGS: SPARK, PYTHONWARNINGS: 'ignore' } },
    )
    const [part = ''] = readdirSync(target).filter((name) => name.endsWith('.csv'))
    expect(readFileSync(join(target, part), 'utf8')).toBe(readFileSync(output, 'utf8'))
    const counted = Object.entries({ ...excluded, rows }).filter(([, count]) => count > 0)
    expect(JSON.parse(stdout)).toEqual(Object.fromEntries(counted))
    expect(rows).toBeGreaterThan(90)
  }, 300_000)
})
