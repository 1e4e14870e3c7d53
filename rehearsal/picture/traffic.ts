import { FLOW_STYLE } from './flow-style.ts'
import type { Flow } from './flows.ts'
import type { Standing } from './stack.ts'
import { arrow, type Box, textAt } from './svg.ts'

/** Arrows between cards of the network: those that find a way past the other cards. */
export function trafficArrows(flows: readonly Flow[], standing: readonly Standing[]): string[] {
  const on = (urn: string) => standing.find(({ card }) => card.urns.includes(urn))
  const ended = flows.flatMap(({ kind, from, to, label }) => {
    const [start, end] = [on(from), on(to)]
    return kind === 'traffic' && start && end && start !== end ? [{ start, end, label }] : []
  })
  const groups = Map.groupBy(
    ended,
    ({ start, end }) => `${standing.indexOf(start)} ${standing.indexOf(end)}`,
  )
  return [...groups.values()].flatMap((group) => {
    const [{ start, end }] = group as [(typeof ended)[number]]
    const labels = [...new Set(group.map(({ label }) => label))]
    const others = standing.filter((each) => each !== start && each !== end)
    const isFree = (path: readonly Point[]) => !others.some(({ box }) => crosses(path, box))
    const path = [pathBetween(start.box, end.box), pathBeside(start.box, end.box)].find(isFree)
    return path === undefined ? [] : drawn(path, labels.join(', '))
  })
}

type Point = readonly [number, number]

/** Across when they stand side by side, down or up when one is below the other, else with a bend. */
function pathBetween(a: Box, b: Box): readonly Point[] {
  const top = Math.max(a.y, b.y)
  const bottom = Math.min(a.y + a.height, b.y + b.height)
  const towards = (y: number): readonly [Point, Point] =>
    a.x < b.x
      ? [
          [a.x + a.width, y],
          [b.x, y],
        ]
      : [
          [a.x, y],
          [b.x + b.width, y],
        ]
  if (bottom - top > 20) return towards(Math.min(top + 42, (top + bottom) / 2))
  const left = Math.max(a.x, b.x)
  const right = Math.min(a.x + a.width, b.x + b.width)
  const leaving = a.y < b.y ? a.y + a.height : a.y
  if (right - left > 20) {
    const x = (left + right) / 2
    return [
      [x, leaving],
      [x, a.y < b.y ? b.y : b.y + b.height],
    ]
  }
  const x = a.x + a.width / 2
  const [, end] = towards(b.y + Math.min(42, b.height / 2))
  return [[x, leaving], [x, end[1]], end]
}

/** How far beside a column an arrow runs; columns are further apart. */
const BESIDE = 16

/** Out at the right, along the column and in again: past cards that stand between. */
function pathBeside(a: Box, b: Box): readonly Point[] {
  const [out, into] = [a.x + a.width, b.x + b.width]
  const x = Math.max(out, into) + BESIDE
  const leaving = a.y < b.y ? a.y + a.height - 18 : a.y + 18
  const arriving = b.y + Math.min(42, b.height / 2)
  return [
    [out, leaving],
    [x, leaving],
    [x, arriving],
    [into, arriving],
  ]
}

/** True when a stretch of a path runs over a card. */
function crosses(path: readonly Point[], { x, y, width, height }: Box): boolean {
  return path.slice(1).some(([x2, y2], index) => {
    const [x1, y1] = path[index] as Point
    const beside = Math.max(x1, x2) < x || Math.min(x1, x2) > x + width
    const away = Math.max(y1, y2) < y || Math.min(y1, y2) > y + height
    return !beside && !away
  })
}

/** The arrow with its label at the last stretch. */
function drawn(path: readonly Point[], label: string): string[] {
  const [[x1, y1], [x2, y2]] = path.slice(-2) as [Point, Point]
  const look = FLOW_STYLE.traffic
  const text = { fill: look.colour, bold: true }
  const isShort = y1 === y2 && Math.abs(x1 - x2) <= BESIDE
  const place = isShort
    ? textAt(x1 + 6, y1, label, text)
    : y1 === y2
      ? textAt((x1 + x2) / 2, y1 - 6, label, { ...text, anchor: 'middle' as const })
      : textAt(x1 + 8, y2 - 12, label, text)
  return [arrow(path, look), place]
}
