import { KaapanaChartType } from '../kaapana-plan.ts'
import { isMapping } from './read-yaml.ts'

const DECLARED: ReadonlyMap<string, KaapanaChartType> = new Map([
  ...Object.values(KaapanaChartType).map((type) => [type, type] as const),
  // Releases before 0.6.0 spell it so.
  ['extenstion-collection', KaapanaChartType.ExtensionCollection],
  ['runtime-only', KaapanaChartType.Other],
])

const BY_KEYWORD = [
  KaapanaChartType.Workflow,
  KaapanaChartType.WorkflowV2,
  KaapanaChartType.Application,
] as const

/** Type that a chart declares with `kaapana_type`, in any case; undefined for a type that does not exist. */
export function declaredType(kaapanaType: string): KaapanaChartType | undefined {
  return DECLARED.get(kaapanaType.toLowerCase())
}

/** The types that a chart can declare, for messages. */
export const declarableTypes = [...DECLARED.keys()].join(', ')

/** Type of a chart that declares none: the first rule that holds. */
export function impliedType(
  chart: Readonly<Record<string, unknown>>,
  requirements: Readonly<Record<string, unknown>> | undefined,
): KaapanaChartType {
  if (chart.type === 'library') return KaapanaChartType.Library
  if (installsDag(requirements)) return KaapanaChartType.Workflow
  const keywords: readonly unknown[] = Array.isArray(chart.keywords) ? chart.keywords : []
  return BY_KEYWORD.find((type) => keywords.includes(type)) ?? KaapanaChartType.Other
}

/** Only the first entry of requirements.yaml counts; those of Chart.yaml do not. */
function installsDag(requirements: Readonly<Record<string, unknown>> | undefined): boolean {
  const dependencies = requirements?.dependencies
  const first: unknown = Array.isArray(dependencies) ? dependencies[0] : undefined
  return isMapping(first) && first.name === 'dag-installer-chart'
}
