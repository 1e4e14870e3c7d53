import type { PlannedResource } from '../plan/plan.ts'
import { FLOW_STYLE } from './flow-style.ts'
import { flowsOf } from './flows.ts'
import { escaped } from './svg.ts'

/** Every flow in words: those of the picture and those it leaves out for clarity. */
export function flowSection(resources: readonly PlannedResource[]): string {
  const names = new Map(resources.map(({ urn, name }) => [urn, name]))
  const nameOf = (urn: string): string => names.get(urn) ?? urn.replace('namespace:', 'pods of ')
  const flows = flowsOf(resources).filter(({ kind }) => kind !== 'exposed')
  if (flows.length === 0) return ''
  const rows = flows
    .map(({ from, to, kind, label }) => [
      nameOf(from),
      `${FLOW_STYLE[kind].meaning}${label === '' ? '' : `: ${label}`}`,
      nameOf(to),
    ])
    .map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
  const head = '<thead><tr><th>From</th><th>How</th><th>To</th></tr></thead>'
  return `<h2>Who reaches whom</h2><details><summary>${rows.length} flows</summary><table>${head}<tbody>${rows.join('\n')}</tbody></table></details>`
}
