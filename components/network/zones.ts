import type { ArgumentProblem } from '../argument-error.ts'
import type { NetworkArgs } from './network-args.ts'
import { ZONE_SLOTS } from './subnets.ts'

/** The zones of a network. */
export interface ZonePlan {
  /** Region of the zones. */
  readonly region: string
  /** Zones in the order of their slots. */
  readonly zones: readonly string[]
  readonly zoneSlots: Readonly<Record<string, number>>
  readonly problems: ArgumentProblem[]
}

/** Zones of the commercial partition; others name their services differently. */
const ZONE = /^(?!cn-)([a-z]{2}-[a-z]+-\d)([a-z])$/

/**
 * Gives every zone its slot: by its letter, so that the order of the list never matters, or as the
 * user says for letters beyond d.
 */
export function planZones({ zones, zoneSlots = {} }: NetworkArgs): ZonePlan {
  const slots = Object.fromEntries(zones.map((zone) => [zone, zoneSlots[zone] ?? letterSlot(zone)]))
  const problems = [...listProblems(zones), ...slotProblems(slots)]
  for (const zone of Object.keys(zoneSlots))
    if (!zones.includes(zone))
      problems.push({
        argument: 'zoneSlots',
        got: zone,
        allowed: `of the zones ${zones.join(', ')}`,
      })
  const sorted = [...new Set(zones)].sort((a, b) => (slots[a] ?? 0) - (slots[b] ?? 0))
  const region = ZONE.exec(zones[0] ?? '')?.[1] ?? ''
  return { region, zones: sorted, zoneSlots: slots, problems }
}

function letterSlot(zone: string): number {
  return zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0)
}

function listProblems(zones: readonly string[]): ArgumentProblem[] {
  const regions = new Set(zones.map((zone) => ZONE.exec(zone)?.[1]))
  const unique = new Set(zones).size === zones.length
  const counted = zones.length >= 1 && zones.length <= ZONE_SLOTS
  if (counted && unique && regions.size === 1 && !regions.has(undefined)) return []
  return [
    {
      argument: 'zones',
      got: zones,
      allowed: `1–${ZONE_SLOTS} different zones of one region, e.g. ["eu-central-1a"]`,
    },
  ]
}

function slotProblems(slots: Readonly<Record<string, number>>): ArgumentProblem[] {
  const taken = new Map<number, string>()
  return Object.entries(slots).flatMap(([zone, slot]) => {
    const other = taken.get(slot)
    taken.set(slot, zone)
    const argument = `zoneSlots["${zone}"]`
    if (!Number.isInteger(slot) || slot < 0 || slot >= ZONE_SLOTS)
      return [
        {
          argument,
          got: slot,
          allowed: `0–${ZONE_SLOTS - 1}`,
          fix: 'letters a to d have slots, others need one in zoneSlots',
        },
      ]
    if (other === undefined) return []
    return [{ argument, got: slot, allowed: `another slot than that of ${other}` }]
  })
}
