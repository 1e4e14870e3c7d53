import { asText } from '../plan/values.ts'
import { type Card, cardHeight, drawCard, titled } from './card.ts'
import { fitted } from './measure.ts'
import { COLUMNS, type Column, type ColumnCard, tierCards } from './network-cards.ts'
import type { Scene } from './placing.ts'
import type { Part, Standing } from './stack.ts'
import { type PicturedSubnet, TIERS, type Tier } from './subnets.ts'
import { type Box, QUIET, rectangle, textAt } from './svg.ts'

const TIER_LOOK: Readonly<Record<Tier, { title: string; fill: string }>> = {
  public: { title: 'Public subnets', fill: '#fdecea' },
  private: { title: 'Private subnets', fill: '#eaf2fd' },
  isolated: { title: 'Isolated subnets', fill: '#eaf7ee' },
}

const WEIGHTS: Readonly<Record<Column, number>> = { left: 24, middle: 54, right: 22 }
const PADDING = 12
const TITLE = 26
const SUBNET = 38
const BETWEEN_TIERS = 32
/** Between columns, with room for the label of an arrow. */
const BETWEEN_COLUMNS = 46

/** A tier where it stands. */
export interface TierPart extends Part {
  readonly tier: Tier
  /** Where the row of arrows from outside runs: above the cards. */
  readonly approach: number
}

/** The network: its frame, and its tiers from public to isolated. */
export interface NetworkPart extends Part {
  readonly tiers: readonly TierPart[]
}

/** Draws the tiers one below the other; at the left there is room for arrows from outside. */
export function networkPart(
  scene: Scene,
  at: Omit<Box, 'height'>,
  lanes: { gutter: number; number: number },
): NetworkPart | undefined {
  const tiers = TIERS.filter((tier) => scene.subnets.some((subnet) => subnet.tier === tier))
  if (tiers.length === 0) return undefined
  const cards = new Map(tiers.map((tier) => [tier, tierCards(scene, tier)]))
  const width = at.width - lanes.gutter - PADDING
  const columns = columnsOf([...cards.values()].flat(), width - 2 * PADDING)
  let y = at.y + TITLE
  const parts = tiers.map((tier) => {
    const part = tierPart({ tier, subnets: scene.subnets, cards: cards.get(tier) ?? [] }, columns, {
      x: at.x + lanes.gutter,
      y,
      width,
      approach: tier === 'isolated' ? 0 : lanes.number,
    })
    y += part.box.height + BETWEEN_TIERS
    return part
  })
  const box = { ...at, height: y - BETWEEN_TIERS + PADDING - at.y }
  const title = textAt(at.x + lanes.gutter, at.y + 18, networkTitle(scene), {
    size: 13,
    bold: true,
  })
  return {
    box,
    tiers: parts,
    standing: parts.flatMap(({ standing }) => standing),
    markup: [rectangle(box, '#ffffff'), title, ...parts.flatMap(({ markup }) => markup)],
  }
}

function networkTitle({ resources }: Scene): string {
  const vpcs = resources.filter(({ type }) => type === 'aws:ec2/vpc:Vpc')
  const blocks = vpcs.map(
    ({ name, inputs }) => `${titled('Network', name)} ${asText(inputs.cidrBlock)}`,
  )
  return blocks.length === 0 ? 'Network' : blocks.join(', ')
}

type Columns = ReadonlyMap<Column, { readonly left: number; readonly width: number }>

/** Columns that some tier uses, the same in all tiers, so that arrows between tiers are straight. */
function columnsOf(cards: readonly ColumnCard[], width: number): Columns {
  const used = COLUMNS.filter((column) => cards.some((each) => each.column === column))
  const weight = used.reduce((sum, column) => sum + WEIGHTS[column], 0)
  const room = width - BETWEEN_COLUMNS * (used.length - 1)
  let left = PADDING
  return new Map(
    used.map((column) => {
      const place = { left, width: (room * WEIGHTS[column]) / weight }
      left += place.width + BETWEEN_COLUMNS
      return [column, place]
    }),
  )
}

function tierPart(
  {
    tier,
    subnets,
    cards,
  }: { tier: Tier; subnets: readonly PicturedSubnet[]; cards: readonly ColumnCard[] },
  columns: Columns,
  at: Omit<Box, 'height'> & { approach: number },
): TierPart {
  const own = subnets.filter((subnet) => subnet.tier === tier)
  const strip = subnetStrip(own, { ...at, y: at.y + TITLE, height: 0 })
  const approach = at.y + TITLE + strip.height
  const first = approach + (cards.length === 0 ? 0 : PADDING + 8 * at.approach)
  const standing = [...columns].flatMap(([column, { left, width }]) => {
    const inColumn = cards.filter((each) => each.column === column).map(({ card }) => card)
    return stacked(inColumn, { x: at.x + left, y: first, width })
  })
  const end = Math.max(first, ...standing.map(({ box }) => box.y + box.height))
  const box = { x: at.x, y: at.y, width: at.width, height: end + PADDING - at.y }
  const { title, fill } = TIER_LOOK[tier]
  const markup = [
    rectangle(box, fill),
    textAt(at.x + PADDING, at.y + 18, title, { size: 12.5, bold: true }),
    ...strip.markup,
    ...standing.map((each) => drawCard(each.card, each.box)),
  ]
  return { tier, box, standing, markup, approach: approach + PADDING / 2 }
}

/** Cards one below the other. */
function stacked(cards: readonly Card[], { x, y, width }: Omit<Box, 'height'>): Standing[] {
  let top = y
  return cards.map((card) => {
    const height = cardHeight(card, width)
    const box = { x, y: top, width, height }
    top += height + PADDING
    return { card, box }
  })
}

/** Subnets side by side, by zone; at most six in a row. */
function subnetStrip(
  subnets: readonly PicturedSubnet[],
  at: Box,
): { markup: string[]; height: number } {
  const sorted = [...subnets].sort((a, b) => (a.zone + a.name < b.zone + b.name ? -1 : 1))
  const inRow = Math.min(6, Math.max(1, sorted.length))
  const width = (at.width - 2 * PADDING - 8 * (inRow - 1)) / inRow
  const markup = sorted.map(({ zone, cidrBlock, hasNat }, index) => {
    const x = at.x + PADDING + (index % inRow) * (width + 8)
    const y = at.y + Math.floor(index / inRow) * (SUBNET + 6)
    const cell = { x, y, width, height: SUBNET }
    const nat = textAt(x + width - 6, y + 15, hasNat ? 'NAT gateway' : '', {
      size: 11,
      bold: true,
      anchor: 'end',
    })
    return [
      rectangle(cell, '#ffffff'),
      textAt(x + 6, y + 15, fitted(zone, width - 12 - (hasNat ? 80 : 0), 12)),
      textAt(x + 6, y + 31, fitted(cidrBlock, width - 12, 11), { size: 11, fill: QUIET }),
      hasNat ? nat : '',
    ].join('')
  })
  const rows = Math.ceil(sorted.length / inRow)
  return { markup, height: rows * (SUBNET + 6) }
}
