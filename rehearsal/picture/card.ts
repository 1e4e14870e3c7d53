import { fitted, textWidth, type Word, wrapped } from './measure.ts'
import { type Box, escaped, INK, LINE, QUIET, rectangle, textAt } from './svg.ts'

/** One step of a lane: what it is and what sets it going. */
export interface Step {
  readonly name: string
  readonly note: string
}

/** What a card holds: a paragraph that begins in bold, or steps one after the other. */
export type Item =
  | { readonly lead: string; readonly text: string }
  | { readonly steps: readonly Step[] }

/** A card: a heading in colour, and what belongs together below it. */
export interface Card {
  readonly title: string
  /** At the right of the heading. */
  readonly aside: string
  readonly colour: string
  readonly items: readonly Item[]
  /** URNs of what is on it: where arrows to them end. */
  readonly urns: readonly string[]
}

/** `Keys` for keys called `keys`, `Keys replicas` for others. */
export const titled = (what: string, name: string): string =>
  what.toLowerCase() === name.toLowerCase() ? what : `${what} ${name}`

const HEADING = 24
const PADDING = 8
const ROW = 16
const STEP = 38
const SIZE = 12

/** Height of a card at a width. */
export function cardHeight({ items }: Card, width: number): number {
  const rows = items.map((item) =>
    'steps' in item ? STEP + 6 : linesOf(item, width).length * ROW + 3,
  )
  return HEADING + (rows.length === 0 ? 0 : PADDING + rows.reduce((a, b) => a + b, 0))
}

/** A card with its top left corner at a place. */
export function drawCard(card: Card, box: Box): string {
  const { x, y, width, height } = box
  const aside = fitted(card.aside, width * 0.55, 11)
  const room = width - 2 * PADDING - (aside === '' ? 0 : textWidth(aside, 11) + PADDING)
  const head = `<path d="M${x} ${y + HEADING} v-${HEADING - 6} q0 -6 6 -6 h${width - 12} q6 0 6 6 v${HEADING - 6} z" fill="${card.colour}"/>`
  let top = y + HEADING + 5
  const body = card.items.map((item) => {
    const drawn =
      'steps' in item ? lane(item.steps, { ...box, y: top }) : paragraph(item, x, top, width)
    top += 'steps' in item ? STEP + 6 : linesOf(item, width).length * ROW + 3
    return drawn
  })
  return [
    `<g><title>${escaped(`${card.title} ${card.aside}`.trim())}</title>`,
    rectangle({ x, y, width, height }, '#ffffff', card.colour),
    head,
    textAt(x + PADDING, y + 16, fitted(card.title, room, 12.5, true), {
      size: 12.5,
      fill: '#ffffff',
      bold: true,
    }),
    aside === ''
      ? ''
      : textAt(x + width - PADDING, y + 16, aside, { size: 11, fill: '#ffffff', anchor: 'end' }),
    ...body,
    '</g>',
  ].join('\n')
}

function linesOf({ lead, text }: { lead: string; text: string }, width: number): Word[][] {
  const words = (part: string, bold: boolean): Word[] =>
    part
      .split(' ')
      .filter(Boolean)
      .map((word) => ({ text: word, bold }))
  return wrapped([...words(lead, true), ...words(text, false)], width - 2 * PADDING, SIZE)
}

function paragraph(
  item: { lead: string; text: string },
  x: number,
  top: number,
  width: number,
): string {
  const lines = linesOf(item, width).map((line, index) => {
    const spans = runs(line).map(({ text, bold }) =>
      bold
        ? `<tspan font-weight="bold">${escaped(text)}</tspan>`
        : `<tspan fill="${QUIET}">${escaped(text)}</tspan>`,
    )
    return `<text x="${x + PADDING}" y="${top + 12 + index * ROW}" font-size="${SIZE}" fill="${INK}">${spans.join(' ')}</text>`
  })
  return lines.join('')
}

/** Neighbours of the same weight in one. */
function runs(line: readonly Word[]): Word[] {
  const found: Word[] = []
  for (const word of line) {
    const last = found.at(-1)
    if (last?.bold === word.bold)
      found[found.length - 1] = { ...last, text: `${last.text} ${word.text}` }
    else found.push(word)
  }
  return found
}

/** Steps side by side, with arrows between them. */
function lane(steps: readonly Step[], { x, y, width }: Box): string {
  const gap = 20
  const each = (width - 2 * PADDING - gap * (steps.length - 1)) / steps.length
  return steps
    .map(({ name, note }, index) => {
      const left = x + PADDING + index * (each + gap)
      const tip = left + each + gap - 2
      const middle = y + STEP / 2
      const next =
        index === steps.length - 1
          ? ''
          : `<path d="M${left + each} ${middle} H${tip - 7}" stroke="#a3195b" stroke-width="2"/><polygon points="${tip},${middle} ${tip - 8},${middle - 5} ${tip - 8},${middle + 5}" fill="#a3195b"/>`
      return [
        rectangle({ x: left, y, width: each, height: STEP }, '#f9fafb', LINE),
        textAt(left + 6, y + 16, fitted(name, each - 12, SIZE, true), { bold: true }),
        textAt(left + 6, y + 31, fitted(note, each - 12, 11), { size: 11, fill: QUIET }),
        next,
      ].join('')
    })
    .join('\n')
}
