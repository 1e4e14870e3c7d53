import { type Card, cardHeight, drawCard } from './card.ts'
import { type Box, INK, rectangle, textAt } from './svg.ts'

/** A card where it stands. */
export interface Standing {
  readonly card: Card
  readonly box: Box
}

/** A part of the drawing: its markup, where it is, and the cards on it. */
export interface Part {
  readonly box: Box
  readonly markup: readonly string[]
  readonly standing: readonly Standing[]
}

/** Space between cards. */
export const GAP = 12
const TITLE = 26
const PADDING = 12

/** Where a frame stands and how it is divided. */
export interface FrameLook {
  readonly at: Omit<Box, 'height'>
  /** The most columns. */
  readonly columns: number
  readonly fill?: string
  /** Least height. */
  readonly atLeast?: number
}

/** A frame with a title around cards in columns of the same width, each card in the shortest. */
export function frameOfCards(
  title: string,
  cards: readonly Card[],
  { at, columns, fill = '#f9fafb', atLeast = 0 }: FrameLook,
): Part {
  const inner = at.width - 2 * PADDING
  const number = Math.max(1, Math.min(columns, cards.length))
  const width = (inner - GAP * (number - 1)) / number
  const tops: number[] = Array.from({ length: number }, () => at.y + TITLE)
  const standing = cards.map((card): Standing => {
    const column = tops.indexOf(Math.min(...tops))
    const y = tops[column] ?? at.y
    const height = cardHeight(card, width)
    tops[column] = y + height + GAP
    return { card, box: { x: at.x + PADDING + column * (width + GAP), y, width, height } }
  })
  return framed(
    title,
    fill,
    { ...at, height: Math.max(atLeast, Math.max(...tops) - at.y) },
    standing,
  )
}

/** A frame around cards that stand already. */
export function framed(title: string, fill: string, box: Box, standing: readonly Standing[]): Part {
  const markup = [
    rectangle(box, fill),
    textAt(box.x + PADDING, box.y + 18, title, { size: 13, bold: true, fill: INK }),
    ...standing.map((each) => drawCard(each.card, each.box)),
  ]
  return { box, markup, standing }
}

/** How high a column of cards in a frame gets. */
export const columnHeight = (cards: readonly Card[], width: number): number =>
  cards.reduce((sum, card) => sum + cardHeight(card, width - 2 * PADDING) + GAP, TITLE)

/** The lower edge. */
export const bottomOf = ({ box }: Pick<Part, 'box'>): number => box.y + box.height
