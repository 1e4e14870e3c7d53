import { expect, it } from 'vitest'
import { encodeCells } from '../../app/forest/cells.ts'
import type { Forest } from '../../app/forest/forest.ts'
import { type ForestSettings, parseForestSettings } from '../../app/forest/forest-settings.ts'
import { growForest } from '../../app/forest/grow-forest.ts'
import { tableFromRows } from '../../app/forest/table-from-rows.ts'
import { syntheticStays, syntheticTable } from './synthetic-table.ts'

const table = syntheticTable(3000)
const all = Uint32Array.from({ length: table.rows }, (_, row) => row)
const cells = encodeCells(table, all)
const grow = (settings: Partial<ForestSettings>) => growForest(cells, parseForestSettings(settings))

function depths({ roots, feature, left }: Forest): number[] {
  const found: number[] = []
  const open = Array.from(roots, (node) => ({ node, depth: 0 }))
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next
    found.push(depth)
    const child = left[node] ?? 0
    if ((feature[node] ?? -1) < 0) continue
    open.push({ node: child, depth: depth + 1 }, { node: child + 1, depth: depth + 1 })
  }
  return found
}

it('grows as many trees as asked, none deeper than allowed', () => {
  const { forest } = grow({ trees: 7, maxDepth: 4, minLeaf: 1 })
  expect(forest.roots).toHaveLength(7)
  expect(Math.max(...depths(forest))).toBe(4)
})

it('puts at least the minimum of different stays into every leaf, copies not counted', () => {
  // Three stays of the rarest kind: however often the bootstrap draws them, they are no leaf of five.
  const stays = syntheticStays(400)
  const rare = stays.slice(0, 3).map((stay) => ({ ...stay, age: 120, readmitted: true }))
  const small = tableFromRows([...stays, ...rare])
  const rows = Uint32Array.from({ length: small.rows }, (_, row) => row)
  const settings = parseForestSettings({ trees: 50, minLeaf: 5, maxDepth: 20 })
  const { forest } = growForest(encodeCells(small, rows), settings)
  const isLeaf = (_: number, node: number): boolean => (forest.feature[node] ?? 0) < 0
  expect(Math.min(...forest.cover.filter(isLeaf))).toBe(5)
  expect(Math.max(...forest.cover.filter((_, node) => forest.roots.includes(node)))).toBeLessThan(
    403 * 0.75,
  )
})

it('gives the same forest for the same seed and another for another', () => {
  const [first, second, third] = [
    grow({ trees: 3 }),
    grow({ trees: 3 }),
    grow({ trees: 3, seed: 7 }),
  ]
  expect(second).toEqual(first)
  expect(third.forest.value).not.toEqual(first.forest.value)
})

it('grows a tree that does not depend on how many trees follow', () => {
  const [short, long] = [grow({ trees: 2 }).forest, grow({ trees: 5 }).forest]
  expect(long.value.slice(0, short.value.length)).toEqual(short.value)
})

it('scores about a third of the trees per stay out of the bag', () => {
  const { outOfBag } = grow({ trees: 100 })
  const mean = outOfBag.trees.reduce((sum, trees) => sum + trees, 0) / outOfBag.trees.length
  expect(mean).toBeCloseTo(100 * Math.exp(-1), 0)
})

it('balances the classes: the mean root of unbootstrapped trees is one half', () => {
  const { forest } = grow({ trees: 1, bootstrap: false })
  expect(forest.value[0]).toBeCloseTo(0.5, 12)
})

it('splits features of more than 256 values by quantiles', () => {
  const wide = tableFromRows(
    syntheticStays(3000).map((stay, row) => ({
      ...stay,
      recent_encounters: row % 366,
      readmitted: row % 366 > 182,
    })),
  )
  const coded = encodeCells(wide, all)
  expect(coded.bins[3]?.lowest.length).toBeLessThanOrEqual(256)
  const settings = { trees: 1, bootstrap: false, featuresPerSplit: 5, maxDepth: 1 }
  const { forest } = growForest(coded, parseForestSettings(settings))
  expect(forest.feature[0]).toBe(3)
  expect(Math.abs((forest.threshold[0] ?? 0) - 182.5)).toBeLessThanOrEqual(2)
})

it('refuses rows of one outcome, and settings out of bounds all at once', () => {
  const healthy = all.filter((row) => table.readmitted[row] === 0)
  expect(() => encodeCells(table, healthy)).toThrow('only one of the two')
  expect(() => parseForestSettings({ trees: 0, maxDepth: 99, colour: 1 })).toThrow(
    /trees: .*maxDepth: .*colour/,
  )
})
