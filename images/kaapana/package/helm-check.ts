import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { KaapanaError } from '../kaapana-error.ts'
import type { PackageManifest } from './package-manifest.ts'

/** What Helm says of packaged charts. */
export interface HelmFindings {
  /** Helm's version, e.g. `v3.17.2`. */
  readonly version: string
  /** Archives that it read and found to be the charts they are named after. */
  readonly read: number
  /** Whether it checked them with the values that the checkout keeps for that. */
  readonly values: boolean
  /** What `helm lint` has against them, one line each. Upstream's own charts are not free of it. */
  readonly lint: readonly string[]
}

/** What to check, and with which Helm. */
export interface HelmCheck {
  readonly helm: string
  /** The folder that packaging wrote. */
  readonly folder: string
  readonly source: string
  readonly manifest: PackageManifest
}

/** Values that upstream lints with, relative to the checkout. */
const LINT_VALUES = 'build-scripts/build_helper/configs/fake-values.yaml'

/**
 * Has Helm read every archive and lint it.
 *
 * @throws {KaapanaError} a Helm that does not run, or an archive that it cannot read
 */
export function verifyWithHelm({ helm, folder, source, manifest }: HelmCheck): HelmFindings {
  const version = run(helm, ['version', '--template', '{{.Version}}']).trim()
  const charts = [manifest.chart, ...manifest.collectionCharts]
  for (const { file, name, version: packaged } of charts) {
    const shown = run(helm, ['show', 'chart', join(folder, file)])
    if (!hasLine(shown, 'name', name) || !hasLine(shown, 'version', packaged))
      throw new KaapanaError(`Helm reads another chart than ${name} ${packaged} from ${file}`)
  }
  const values = join(source, LINT_VALUES)
  const known = existsSync(values)
  const linted = spawnSync(
    helm,
    ['lint', '--quiet', ...(known ? ['--values', values] : []), ...charts.map(({ file }) => file)],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 },
  )
  return { version, read: charts.length, values: known, lint: lintLines(linted.stdout) }
}

function lintLines(output: string): string[] {
  const lines: string[] = []
  let chart = ''
  for (const line of output.split('\n')) {
    if (line.startsWith('==> Linting ')) chart = line.slice('==> Linting '.length)
    if (/^\[(WARNING|ERROR)\]/.test(line)) lines.push(`${chart}: ${line}`)
  }
  return lines
}

function run(helm: string, args: readonly string[]): string {
  try {
    return execFileSync(helm, args, { encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 26 })
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: string; message: string }
    const said = stderr?.trim() || message
    throw new KaapanaError(`\`${helm} ${args.join(' ')}\` failed: ${said}`, { cause })
  }
}

function hasLine(text: string, key: string, value: string): boolean {
  return text.split('\n').some((line) => line.replaceAll(/["']/g, '') === `${key}: ${value}`)
}
