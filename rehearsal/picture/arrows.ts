import { quoted } from './boxes.ts'
import type { Flow, FlowKind } from './flows.ts'
import type { Thing } from './things.ts'

/** Lines of each kind of arrow; the page's legend shows the same. */
export const FLOW_STYLE: Readonly<Record<FlowKind, { colour: string; style: string }>> = {
  exposed: { colour: '#c81e1e', style: 'bold' },
  traffic: { colour: '#1d4ed8', style: 'solid' },
  event: { colour: '#a3195b', style: 'solid' },
  access: { colour: '#6b7280', style: 'dotted' },
}

/** Labels on one arrow beyond which the rest is only counted. */
const LABELS_SHOWN = 3

/** The flows as arrows: those of a kind between the same two boxes are one arrow. */
export function flowArrows(flows: readonly Flow[], things: readonly Thing[]): string[] {
  const ended = flows.flatMap((flow) => {
    const from = flow.from === 'internet' ? { node: 'outside' } : endOf(flow.from, things)
    const to = endOf(flow.to, things)
    return from && to && from.node !== to.node ? [{ ...flow, start: from, end: to }] : []
  })
  const groups = Map.groupBy(ended, ({ start, end, kind }) => `${start.node} ${end.node} ${kind}`)
  return [...groups.values()].map((group) => arrow(group))
}

interface End {
  readonly node: string
  readonly port?: string
}

function arrow(group: readonly (Flow & { start: End; end: End })[]): string {
  const [first] = group as [Flow & { start: End; end: End }]
  const { colour, style } = FLOW_STYLE[first.kind]
  const labels = [...new Set(group.map(({ label }) => label))].filter(Boolean)
  const more = labels.length > LABELS_SHOWN ? [`+${labels.length - LABELS_SHOWN} more`] : []
  const label = [...labels.slice(0, LABELS_SHOWN), ...more].join('\n')
  const look = [`color="${colour}"`, `style=${style}`]
  if (label !== '') look.push(`label=${quoted(label)}`, `fontcolor="${colour}"`)
  if (first.kind === 'access') look.push('constraint=false')
  return `${side(group.map(({ start }) => start))} -> ${side(group.map(({ end }) => end))} [${look.join(', ')}]`
}

/** The row when it is only one, else the box. */
function side(ends: readonly End[]): string {
  const [first] = ends as [End]
  const one = ends.every(({ port }) => port === first.port)
  return one && first.port !== undefined ? `${first.node}:${first.port}` : first.node
}

/** Where an arrow to a resource ends: its row in a box, or the box of its namespace. */
export function endOf(urn: string, things: readonly Thing[]): End | undefined {
  const namespace = urn.startsWith('namespace:') ? `Namespace ${urn.slice(10)}` : undefined
  if (namespace !== undefined) return things.find(({ heading }) => heading === namespace)
  for (const { node, rows } of things) {
    const row = rows.find((each) => each.urn === urn)
    if (row !== undefined) return rows.length === 1 ? { node } : { node, port: row.port }
  }
  return undefined
}
