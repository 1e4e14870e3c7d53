import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contains,
  formatCidr,
  overlaps,
  parseCidr,
  partOf,
} from '../../../components/network/cidr.ts'
import { freeTierSlot, planSubnets, TIER_SLOTS } from '../../../components/network/subnets.ts'

const ALL_TIERS = [
  ...Object.entries(TIER_SLOTS).map(([tier, slot]) => ({ tier, slot })),
  { tier: 'pods', slot: freeTierSlot(1) },
  { tier: 'dicom', slot: freeTierSlot(2) },
].map((tier) => ({ ...tier, argument: `subnets.${tier.tier}` }))
const ALL_ZONES = ['a', 'b', 'c', 'd']

const block = (cidr: string) => {
  const parsed = parseCidr(cidr)
  if (parsed === undefined) throw new Error(`not a block: ${cidr}`)
  return parsed
}
const vpcBlocks = fc
  .record({ prefix: fc.integer({ min: 16, max: 22 }), index: fc.nat(2 ** 14 - 1) })
  .map(({ prefix, index }) =>
    formatCidr(partOf(block('10.0.0.0/8'), prefix - 8, index % 2 ** (prefix - 8))),
  )
const someOf = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: 1 })

const layout = (
  vpc: string,
  zones: readonly string[],
  tiers: readonly (typeof ALL_TIERS)[number][],
) =>
  planSubnets({
    cidrBlock: vpc,
    secondaryCidrBlocks: [],
    zoneSlots: Object.fromEntries(zones.map((zone) => [zone, ALL_ZONES.indexOf(zone)])),
    tiers,
  })

describe('the address plan', () => {
  it('keeps every subnet where it is when zones or tiers are added, in any order', () => {
    fc.assert(
      fc.property(vpcBlocks, someOf(ALL_ZONES), someOf(ALL_TIERS), (vpc, zones, tiers) => {
        const larger = layout(vpc, ALL_ZONES, ALL_TIERS).subnets
        for (const subnet of layout(vpc, zones, tiers).subnets)
          expect(larger).toContainEqual(subnet)
      }),
    )
  })

  it('makes one subnet a zone and tier, in the VPC, apart, of a size that AWS takes', () => {
    fc.assert(
      fc.property(vpcBlocks, someOf(ALL_ZONES), someOf(ALL_TIERS), (vpc, zones, tiers) => {
        const { subnets, problems } = layout(vpc, zones, tiers)
        expect(problems).toEqual([])
        expect(subnets).toHaveLength(zones.length * tiers.length)
        const blocks = subnets.map(({ cidr }) => block(cidr))
        for (const [index, one] of blocks.entries()) {
          expect(contains(block(vpc), one)).toBe(true)
          expect(one.prefix).toBeGreaterThanOrEqual(17)
          expect(one.prefix).toBeLessThanOrEqual(28)
          expect(blocks.slice(0, index).some((other) => overlaps(other, one))).toBe(false)
        }
      }),
    )
  })

  it('cuts a /16 as docs/network.md shows', () => {
    const page = readFileSync(new URL('../../../docs/network.md', import.meta.url), 'utf8')
    const shown = ['private', 'public', 'isolated', 'free 1', 'free 2'].flatMap((tier) => {
      const row = page.split('\n').find((line) => line.startsWith(`| ${tier} `))
      return row?.match(/10\.20\.\d+\.0\/\d+/g) ?? []
    })
    expect(shown).toHaveLength(20)
    const { subnets } = layout('10.20.0.0/16', ALL_ZONES, ALL_TIERS)
    expect(subnets.map(({ cidr }) => cidr)).toEqual(shown)
  })

  it('finds every explicit block that overlaps another one, and no more', () => {
    const cidrs = fc.array(fc.nat(31), { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(cidrs, (parts) => {
        const chosen = parts.map((part) => formatCidr(partOf(block('10.20.0.0/16'), 5, part)))
        const zones = ALL_ZONES.slice(0, chosen.length)
        const explicit = Object.fromEntries(zones.map((zone, index) => [zone, chosen[index] ?? '']))
        const { problems } = planSubnets({
          cidrBlock: '10.20.0.0/16',
          secondaryCidrBlocks: [],
          zoneSlots: Object.fromEntries(zones.map((zone, index) => [zone, index])),
          tiers: [{ tier: 'data', argument: 'subnets.data', cidrs: explicit }],
        })
        expect(problems).toHaveLength(parts.length - new Set(parts).size)
      }),
    )
  })
})

describe('blocks of addresses', () => {
  it('are written as they were read', () => {
    fc.assert(fc.property(vpcBlocks, (cidr) => formatCidr(block(cidr)) === cidr))
  })

  it.each(['10.0.0.1/16', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/8/8', '010.0.0.0/8', '::/0', ''])(
    'are not read from %j',
    (text) => expect(parseCidr(text)).toBeUndefined(),
  )

  it('reach to the end of the address space', () => {
    expect(contains(block('0.0.0.0/0'), block('255.255.255.255/32'))).toBe(true)
    expect(overlaps(block('255.255.254.0/24'), block('255.255.255.0/24'))).toBe(false)
  })
})
