import { type Exposure, findExposure } from '../plan/exposure.ts'
import { FLOW_STYLE } from './flow-style.ts'
import { institutionOf } from './kinds.ts'
import type { NetworkPart } from './network.ts'
import type { Scene } from './placing.ts'
import { arrow, textAt } from './svg.ts'

/** A way in from outside, as an arrow with its label. */
export interface Entry {
  readonly label: string
  readonly kind: 'exposed' | 'traffic'
  /** URNs of what is reached; empty for a VPN, which reaches the network. */
  readonly urns: readonly string[]
}

const VPN = 'aws:ec2/vpnConnection:VpnConnection'
const SHOWN = 3

/** Ways in that lead to something on a card of the network, and the VPNs together. */
export function entriesOf({ resources }: Scene): Entry[] {
  const exposed = findExposure(resources).filter(({ type }) => !/ecurityGroup/.test(type))
  const vpns = exposed.filter(({ type }) => type === VPN)
  const others = exposed.filter(({ type }) => REACHED.test(type))
  return [
    ...others.map((each) => ({ label: labelOf(each), kind: 'exposed' as const, urns: [each.urn] })),
    ...(vpns.length === 0 ? [] : [{ label: vpnLabel(vpns), kind: 'traffic' as const, urns: [] }]),
  ]
}

/** What can stand on a card of the network. */
const REACHED = /:(LoadBalancer|Ingress|Cluster|Instance)$/

const labelOf = ({ what, from }: Exposure): string => `${what}, from ${shortList(from)}`

const vpnLabel = (vpns: readonly Exposure[]): string =>
  `${vpns.length === 1 ? 'VPN' : `${vpns.length} VPNs`}, from ${shortList([...new Set(vpns.flatMap(({ from }) => from))])}`

const shortList = (blocks: readonly string[]): string =>
  blocks.length > SHOWN
    ? `${blocks.slice(0, SHOWN).join(', ')} and ${blocks.length - SHOWN} more`
    : blocks.join(', ')

/** Institutions by the tags of what is theirs, and which of them has a VPN. */
export function institutionsText({ resources }: Scene): string {
  const named = (type: (each: string) => boolean): string[] => {
    const own = resources.filter((each) => type(each.type))
    return [...new Set(own.flatMap(({ inputs }) => institutionOf(inputs)))].sort()
  }
  const all = named(() => true)
  if (all.length === 0) return ''
  const connected = named((type) => type === VPN)
  const how = connected.length === 0 ? 'none by VPN' : `by VPN: ${connected.join(', ')}`
  return `${all.join(', ')} (${how})`
}

/** Room at the left of the network for the arrows. */
export const gutterFor = (entries: readonly Entry[]): number =>
  entries.length === 0 ? 12 : 22 + 12 * entries.length

/** Room for the labels of the arrows. */
export const labelRoom = (entries: readonly Entry[]): number => 16 + 18 * entries.length

/** The arrows from outside, down at the left and into the card, or to the tier for a VPN. */
export function entryArrows(
  entries: readonly Entry[],
  network: NetworkPart,
  from: number,
): string[] {
  const inner = network.tiers.find(({ tier }) => tier !== 'public') ?? network.tiers[0]
  return entries.flatMap((entry, index) => {
    const look = FLOW_STYLE[entry.kind]
    const x = network.box.x + 14 + 12 * (entries.length - 1 - index)
    const label = textAt(
      network.box.x + gutterFor(entries) + 4,
      from + 20 + 18 * index,
      entry.label,
      { fill: look.colour, bold: true },
    )
    const tier = network.tiers.find(({ standing }) =>
      standing.some((each) => reaches(entry, each.card.urns)),
    )
    const card = tier?.standing.find((each) => reaches(entry, each.card.urns))
    if (tier === undefined || card === undefined) {
      if (entry.urns.length > 0 || inner === undefined) return []
      const y = inner.box.y + 40
      return [
        arrow(
          [
            [x, from],
            [x, y],
            [inner.box.x, y],
          ],
          look,
        ),
        label,
      ]
    }
    const y = tier.approach + 8 * index
    const tip = card.box.x + 20 + 16 * index
    return [
      arrow(
        [
          [x, from],
          [x, y],
          [tip, y],
          [tip, card.box.y],
        ],
        look,
      ),
      label,
    ]
  })
}

const reaches = ({ urns }: Entry, own: readonly string[]): boolean =>
  urns.some((urn) => own.includes(urn))
