import { Severity } from '../issue.ts'
import type { ChartReference } from './chart-source.ts'
import type { CheckoutFiles } from './checkout-files.ts'
import { isMapping, kindOf, type YamlFile } from './read-yaml.ts'

/**
 * Charts that a list of a file names, e.g. `dependencies`. Their `repository` is not looked at: the
 * build never uses it, and several in Kaapana lead nowhere.
 */
export function chartReferences(
  files: CheckoutFiles,
  yaml: YamlFile | undefined,
  key: string,
): ChartReference[] {
  const list = yaml?.value[key]
  if (yaml === undefined || list === undefined || list === null) return []
  const fault = (message: string, ...keys: number[]) =>
    files.report({
      rule: 'chart-reference',
      severity: Severity.Error,
      file: yaml.path,
      line: yaml.lineOf(key, ...keys),
      message,
    })
  if (!Array.isArray(list)) {
    fault(`"${key}" must be a list of charts with a name each, got ${kindOf(list)}`)
    return []
  }
  return list.flatMap((entry: unknown, index) => {
    const name = isMapping(entry) ? entry.name : undefined
    if (!isMapping(entry) || typeof name !== 'string' || name === '') {
      const got = isMapping(entry) ? `a name that is ${kindOf(name)}` : kindOf(entry)
      fault(`an entry of "${key}" must have the name of a chart, got ${got}`, index)
      return []
    }
    const place = { file: yaml.path, line: yaml.lineOf(key, index, 'name') }
    return [{ name, ...demandedVersion(entry.version), ...place }]
  })
}

/** No version and 0.0.0 both stand for the version of the platform. */
function demandedVersion(version: unknown): { version?: string } {
  if (version === undefined || version === null || version === '0.0.0') return {}
  return { version: String(version) }
}
