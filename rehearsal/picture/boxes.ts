import type { PicturedSubnet, Tier } from './subnets.ts'
import type { Thing, ThingRow } from './things.ts'

const GREY = '#9ca3af'

/** A frame around nodes; nothing when there are none. */
export interface Frame {
  readonly name: string
  readonly title: string
  readonly fill: string
}

/** Statements of a frame with what is in it. */
export function framed({ name, title, fill }: Frame, content: readonly string[]): string[] {
  if (content.length === 0) return []
  const style = `style="rounded,filled"; fillcolor="${fill}"; color="${GREY}"; margin=14`
  return [
    `subgraph cluster_${name} { label=${quoted(title)}; labeljust=l; ${style}`,
    ...content,
    '}',
  ]
}

/** Puts nodes on one level. */
export const level = (nodes: readonly string[]): string[] =>
  nodes.length < 2 ? [] : [`{ rank=same; ${nodes.join('; ')} }`]

/** A tier's subnets side by side, one column a subnet. */
export function subnetStrip(tier: Tier, subnets: readonly PicturedSubnet[]): string {
  const sorted = [...subnets].sort((a, b) => (a.zone + a.name < b.zone + b.name ? -1 : 1))
  const cells = sorted.map(({ zone, cidrBlock, hasNat }) => {
    const nat = hasNat ? '<br/><b>NAT gateway</b>' : ''
    return `<td bgcolor="white">${escaped(zone)}<br/>${escaped(cidrBlock)}${nat}</td>`
  })
  const rows = chunks(cells, 6).map((row) => `<tr>${row.join('')}</tr>`)
  return `subnets_${tier} [label=<${table(5, GREY, rows)}>]`
}

/** A box: its heading, and a row for each resource. */
export function thingBox({ node, heading, colour, rows }: Thing): string {
  const title = `<font color="white"><b>${escaped(heading)}</b></font>`
  const head = `<tr><td bgcolor="${colour}">${title}</td></tr>`
  return `${node} [label=<${table(4, colour, [head, ...rows.map(rowCell)])}>]`
}

function rowCell({ port, title, facts, protect }: ThingRow): string {
  const details = facts.filter((fact) => fact.trim() !== '').map((fact) => `<br/>${escaped(fact)}`)
  const lock = protect ? '<br/><i>protected</i>' : ''
  const text = `${escaped(title)}${details.join('')}${lock}`
  return `<tr><td port="${port}" bgcolor="white">${text}</td></tr>`
}

const table = (padding: number, colour: string, rows: readonly string[]): string =>
  `<table border="0" cellborder="1" cellspacing="0" cellpadding="${padding}" color="${colour}">${rows.join('')}</table>`

function chunks<T>(items: readonly T[], size: number): T[][] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, index) => index * size)
  return starts.map((start) => items.slice(start, start + size))
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Text as Graphviz reads it. */
export const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
