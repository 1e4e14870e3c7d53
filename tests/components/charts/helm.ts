import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'
import type { ChartVersion } from '../../../components/versions.ts'
import type { RecordedResource } from '../../../rehearsal/engine/recorded-resource.ts'

/** An object that a chart renders. */
// biome-ignore lint/suspicious/noExplicitAny: objects of every kind
export type Rendered = { kind: string; metadata: { name: string } } & Record<string, any>

const FOLDER = process.env.CHARTS_DIR ?? ''

/** What is missing to render a chart, or nothing. */
export function missingFor({ chart, version }: ChartVersion): string | undefined {
  if (FOLDER === '') return 'CHARTS_DIR names no folder with charts'
  const file = join(FOLDER, chart, 'Chart.yaml')
  if (!existsSync(file)) return `CHARTS_DIR has no ${chart}/Chart.yaml`
  const found = (parse(readFileSync(file, 'utf8')) as { version: string }).version
  if (found !== version) return `CHARTS_DIR has ${chart} ${found} where the table has ${version}`
  return spawnSync('helm', ['version']).status === 0 ? undefined : 'helm is not installed'
}

/** SHA-256 of the chart's archive in the folder, if it is there. */
export function archiveDigest({ chart, version }: ChartVersion): string | undefined {
  const file = join(FOLDER, `${chart}-${version}.tgz`)
  if (FOLDER === '' || !existsSync(file)) return undefined
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/**
 * What a recorded Helm release renders. Helm refuses values that the chart's schema does not allow.
 *
 * @throws Error with what Helm says.
 */
export function render({ inputs }: RecordedResource): Rendered[] {
  const { chart, name, namespace, values } = inputs as Record<string, string>
  const args = ['template', name ?? '', join(FOLDER, chart ?? ''), '--values=-', '--include-crds']
  const { status, stdout, stderr } = spawnSync('helm', [...args, `--namespace=${namespace}`], {
    input: JSON.stringify(values),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(stderr)
  return parseAllDocuments(stdout)
    .map((document) => document.toJS() as Rendered | null)
    .filter((object) => object !== null)
}

/** Templates of the pods that objects run. */
export const podsOf = (objects: readonly Rendered[]): Rendered['spec'][] =>
  objects
    .filter(({ kind }) => ['Deployment', 'CronJob', 'Job', 'StatefulSet'].includes(kind))
    .map(({ spec }) => (spec.jobTemplate?.spec ?? spec).template)
