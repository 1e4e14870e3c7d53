import { posix } from 'node:path'
import { Severity } from '../issue.ts'
import { KaapanaChartType } from '../kaapana-plan.ts'
import { chartReferences } from './chart-references.ts'
import type { ChartDraft } from './chart-source.ts'
import { declarableTypes, declaredType, impliedType } from './chart-type.ts'
import type { CheckoutFiles } from './checkout-files.ts'
import { kindOf, readYaml, type YamlFile } from './read-yaml.ts'

/** Names that Helm takes; without `.` and `..`, as a chart is copied to a folder of its name. */
const NAME = /^(?!\.{1,2}$)[a-zA-Z0-9._-]+$/

/** Reads one chart; undefined when it has no usable Chart.yaml, which is then reported. */
export function readChart(
  files: CheckoutFiles,
  chartFile: string,
  versionOf: (folder: string) => string,
): ChartDraft | undefined {
  const chart = readYaml(files, chartFile)
  const name = chart && chartName(files, chart)
  if (chart === undefined || name === undefined) return undefined
  const path = posix.dirname(chartFile)
  const requirements = readYaml(files, posix.join(path, 'requirements.yaml'))
  const type = chartType(files, chart, requirements)
  // Only the platform's own chart says what is delivered and installed beside it.
  const deployment =
    type === KaapanaChartType.Platform
      ? readYaml(files, posix.join(path, 'deployment_config.yaml'))
      : undefined
  return {
    name,
    path,
    version: explicitVersion(files, chart) ?? versionOf(path),
    type,
    dependencies: [
      ...chartReferences(files, chart, 'dependencies'),
      ...chartReferences(files, requirements, 'dependencies'),
    ],
    collections: chartReferences(files, deployment, 'kaapana_collections'),
    preinstall: chartReferences(files, deployment, 'preinstall_extensions'),
    nameLine: chart.lineOf('name'),
    runtimeOnly: String(chart.value.kaapana_type).toLowerCase() === 'runtime-only',
  }
}

function chartName(files: CheckoutFiles, chart: YamlFile): string | undefined {
  const name = chart.value.name
  if (typeof name === 'string' && NAME.test(name)) return name
  return report(files, chart, {
    key: 'name',
    rule: 'chart-name',
    message: `"name" must be text of letters, digits, ".", "_" and "-", got ${kindOf(name)}`,
  })
}

function chartType(
  files: CheckoutFiles,
  chart: YamlFile,
  requirements: YamlFile | undefined,
): KaapanaChartType {
  const implied = impliedType(chart.value, requirements?.value)
  const kaapanaType = chart.value.kaapana_type
  if (kaapanaType === undefined || kaapanaType === null || kaapanaType === '') return implied
  const declared = typeof kaapanaType === 'string' ? declaredType(kaapanaType) : undefined
  if (declared === undefined)
    report(files, chart, {
      key: 'kaapana_type',
      rule: 'chart-type',
      message: `"kaapana_type" must be one of ${declarableTypes}; got ${kindOf(kaapanaType)}`,
    })
  return declared ?? implied
}

/** Version of Chart.yaml, unless it is the placeholder for that of the commit. */
function explicitVersion(files: CheckoutFiles, chart: YamlFile): string | undefined {
  const version = chart.value.version
  if (version === undefined || version === null || version === '' || version === '0.0.0')
    return undefined
  if (typeof version === 'string') return version
  return report(files, chart, {
    key: 'version',
    rule: 'chart-version',
    message: `"version" must be text, got ${kindOf(version)}: put it in quotes, or write "0.0.0" for the version of the commit`,
  })
}

function report(
  files: CheckoutFiles,
  chart: YamlFile,
  { key, rule, message }: { key: string; rule: string; message: string },
): undefined {
  const line = chart.lineOf(key)
  files.report({ rule, severity: Severity.Error, file: chart.path, line, message })
  return undefined
}
