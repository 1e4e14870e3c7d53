import { Severity } from '../issue.ts'
import { KaapanaChartType } from '../kaapana-plan.ts'
import type { ChartSource } from './chart-source.ts'
import type { CheckoutFiles } from './checkout-files.ts'
import { isMapping, kindOf, type YamlFile } from './read-yaml.ts'

/** The name of an image in values.yaml, without registry and version. */
export interface NamedImage {
  readonly image: string
  readonly file: string
  readonly line: number
}

/** Images that a workflow's values name: its DAG's installer, or its processing containers. */
export function valuesImages(
  files: CheckoutFiles,
  chart: ChartSource,
  values: YamlFile,
): NamedImage[] {
  const named = (image: unknown, ...keys: (string | number)[]): NamedImage[] => {
    const place = { file: values.path, line: values.lineOf(...keys) }
    if (typeof image === 'string' && image !== '') return [{ image, ...place }]
    files.report({
      rule: 'chart-values',
      severity: Severity.Error,
      ...place,
      message: `"${keys.filter((key) => typeof key === 'string').join('.')}" of "${chart.name}" must name an image, got ${kindOf(image)}`,
    })
    return []
  }
  if (chart.type === KaapanaChartType.Workflow) {
    const global = values.value.global
    const image = isMapping(global) ? global.image : undefined
    return image === undefined || image === null ? [] : named(image, 'global', 'image')
  }
  const list = values.value.processingContainers ?? []
  if (!Array.isArray(list)) return named(list, 'processingContainers')
  return list.flatMap((image: unknown, index) => named(image, 'processingContainers', index))
}
