import { findExposure } from '../plan/exposure.ts'
import type { Plan } from '../plan/plan.ts'
import {
  type Entry,
  entriesOf,
  entryArrows,
  gutterFor,
  institutionsText,
  labelRoom,
} from './entries.ts'
import { FLOW_STYLE, WAY_OUT } from './flow-style.ts'
import { type Flow, flowsOf } from './flows.ts'
import { textWidth } from './measure.ts'
import { type NetworkPart, networkPart } from './network.ts'
import { kindCard } from './network-cards.ts'
import { type Scene, sceneOf } from './placing.ts'
import { regionCards } from './region-cards.ts'
import { bottomOf, columnHeight, frameOfCards, type Part } from './stack.ts'
import { arrow, type Box, escaped, rectangle, textAt } from './svg.ts'
import { trafficArrows } from './traffic.ts'

const WIDTH = 1300
const SERVICES = 430
const GAP = 14
const OUTSIDE = 34
/** How much longer than the network the services beside it may be, before the rest goes below. */
const OVERHANG = 100
/** Between regions, with room for what is copied. */
const BETWEEN_REGIONS = 38

/**
 * The environment as a drawing: the outside at the top, below it the edge, the network's tiers from
 * public to isolated beside the region's services, and at the bottom other regions.
 */
export function environmentSvg({ resources, region, project, environment }: Plan): string {
  const scene = sceneOf(resources, region)
  const flows = flowsOf(resources)
  const entries = entriesOf(scene)
  const edge = edgePart(scene, entries)
  const { parts, network } = middleParts(scene, flows, { y: bottomOf(edge) + GAP, entries })
  const others = otherRegions(scene, flows, Math.max(...[edge, ...parts].map(bottomOf)))
  const all = [edge, ...parts, ...others.parts]
  const height = Math.max(...all.map(bottomOf)) + 2
  const arrows =
    network === undefined
      ? []
      : [
          ...wayOut(network),
          ...entryArrows(entries, network, OUTSIDE),
          ...trafficArrows(flows, network.standing),
        ]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 ${WIDTH + 2} ${Math.ceil(height) + 2}" width="${WIDTH + 2}" role="img" aria-labelledby="picture-title picture-text" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">`,
    `<title id="picture-title">${escaped(`${project} ${environment}`)}</title>`,
    `<desc id="picture-text">${escaped(described(scene, all))}</desc>`,
    ...outside(scene),
    ...all.flatMap(({ markup }) => markup),
    ...others.arrows,
    ...arrows,
    '</svg>',
  ].join('\n')
}

function outside(scene: Scene): string[] {
  const open = findExposure(scene.resources).filter(({ type }) => !type.includes('vpnConnection'))
  const internet =
    open.length === 0
      ? 'Internet: nothing is exposed to it'
      : `Internet: ${open.length} ${open.length === 1 ? 'way' : 'ways'} in`
  const institutions = institutionsText(scene)
  const split = institutions === '' ? WIDTH : Math.round(WIDTH * 0.4)
  const box = (x: number, width: number, text: string): string[] => [
    rectangle({ x, y: 0, width, height: OUTSIDE }, '#fff7ed', '#c2410c'),
    textAt(x + 12, 22, text, { size: 13, bold: true }),
  ]
  return [
    ...box(0, split, internet),
    ...(institutions === ''
      ? []
      : box(split + GAP, WIDTH - split - GAP, `Institutions: ${institutions}`)),
  ]
}

/** What stands between the outside and the network; only its room when there is nothing. */
function edgePart(scene: Scene, entries: readonly Entry[]): Part {
  const y = OUTSIDE + labelRoom(entries)
  const here = scene.placed.filter(({ place }) => place === 'edge')
  const x = here.length === 0 || entries.length === 0 ? 0 : gutterFor(entries)
  if (here.length === 0)
    return { box: { x, y: y - GAP, width: 0, height: 0 }, markup: [], standing: [] }
  const kinds = Map.groupBy(here, ({ resource }) => resource.type)
  const cards = [...kinds.values()].map(kindCard)
  return frameOfCards('Edge', cards, {
    at: { x, y, width: WIDTH - x },
    columns: 4,
    fill: '#f6f2fc',
  })
}

/** The network beside the services of its region; what does not fit beside it goes below. */
function middleParts(
  scene: Scene,
  flows: readonly Flow[],
  { y, entries }: { y: number; entries: readonly Entry[] },
): { parts: Part[]; network: NetworkPart | undefined } {
  const cards = regionCards(scene, scene.region, flows)
  const lanes = { gutter: gutterFor(entries), number: entries.length }
  const room = cards.length === 0 ? WIDTH : WIDTH - SERVICES - GAP
  const network = networkPart(scene, { x: 0, y, width: room }, lanes)
  const title = `Services of ${scene.region}`
  if (cards.length === 0) return { parts: network === undefined ? [] : [network], network }
  if (network === undefined) {
    const at = { x: 0, y, width: WIDTH }
    return { parts: [frameOfCards(title, cards, { at, columns: 3 })], network }
  }
  const sorted = [...cards].sort(
    (a, b) => columnHeight([b], SERVICES) - columnHeight([a], SERVICES),
  )
  const beside = sorted.filter((_, index) => {
    const used = columnHeight(sorted.slice(0, index + 1), SERVICES)
    return index === 0 || used <= network.box.height + OVERHANG
  })
  const side = frameOfCards(title, beside, {
    at: { x: room + GAP, y, width: SERVICES },
    columns: 1,
    atLeast: network.box.height,
  })
  const rest = sorted.slice(beside.length)
  const below = { x: 0, y: Math.max(bottomOf(network), bottomOf(side)) + GAP, width: WIDTH }
  const more =
    rest.length === 0
      ? []
      : [frameOfCards(`More ${title.toLowerCase()}`, rest, { at: below, columns: 3 })]
  const tall = stretched(network, side.box.height)
  return { parts: [tall, side, ...more], network: tall }
}

/** The network's frame as high as that of the services beside it. */
function stretched(network: NetworkPart, height: number): NetworkPart {
  const box = { ...network.box, height: Math.max(height, network.box.height) }
  return { ...network, box, markup: [rectangle(box, '#ffffff'), ...network.markup.slice(1)] }
}

/** Other regions below, each with what is copied to it. */
function otherRegions(
  scene: Scene,
  flows: readonly Flow[],
  from: number,
): { parts: Part[]; arrows: string[] } {
  const names = new Set(
    scene.placed.filter(({ place }) => place === 'region').map((each) => each.region),
  )
  names.delete(scene.region)
  const parts: Part[] = []
  const arrows: string[] = []
  for (const name of [...names].sort()) {
    const top = parts.length === 0 ? from : bottomOf(parts.at(-1) as Part)
    const at: Omit<Box, 'height'> = { x: 0, y: top + BETWEEN_REGIONS, width: WIDTH }
    const part = frameOfCards(`Region ${name}`, regionCards(scene, name, flows), {
      at,
      columns: 3,
      fill: '#f3f6ff',
    })
    parts.push(part)
    arrows.push(...copies(flows, part))
  }
  return { parts, arrows }
}

/** One arrow to a region for everything that is copied to it. */
function copies(flows: readonly Flow[], { box, standing }: Part): string[] {
  const there = new Set(standing.flatMap(({ card }) => card.urns))
  const own = flows.filter(({ kind, to }) => kind === 'copy' && there.has(to))
  if (own.length === 0) return []
  const byLabel = Map.groupBy(own, ({ label }) => label)
  const label = [...byLabel]
    .map(([text, { length }]) => (length === 1 ? text : `${text} × ${length}`))
    .join(', ')
  const x = WIDTH - SERVICES / 2
  const look = FLOW_STYLE.copy
  return [
    arrow(
      [
        [x, box.y - BETWEEN_REGIONS],
        [x, box.y],
      ],
      look,
    ),
    textAt(x - 10, box.y - 14, label, { fill: look.colour, bold: true, anchor: 'end' }),
  ]
}

/** From the private subnets out through the NAT gateways of the public ones. */
function wayOut({ tiers }: NetworkPart): string[] {
  const [first, second] = tiers
  const nat = first?.tier === 'public' && second?.tier === 'private'
  if (!nat || !first.markup.join('').includes('NAT gateway')) return []
  const x = second.box.x + second.box.width - 60
  const label = 'out through NAT'
  return [
    arrow(
      [
        [x, second.box.y],
        [x, bottomOf(first)],
      ],
      WAY_OUT,
    ),
    textAt(x - 10 - textWidth(label, 12), second.box.y - 12, label, { fill: WAY_OUT.colour }),
  ]
}

/** The drawing in words, for those who do not see it. */
function described(scene: Scene, parts: readonly Part[]): string {
  const cards = parts.flatMap(({ standing }) => standing.map(({ card }) => card.title))
  const open = findExposure(scene.resources).length
  const zones = new Set(scene.subnets.map(({ zone }) => zone)).size
  const network = zones === 0 ? 'No network.' : `A network in ${zones} zones.`
  return `${network} Reachable from outside: ${open === 0 ? 'nothing' : open}. Shown: ${cards.join('; ')}.`
}
