import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withBases } from '../../../../images/kaapana/containers/closure.ts'
import { levelsOf } from '../../../../images/kaapana/containers/levels.ts'
import type { Bases } from '../../../../images/kaapana/containers/link-bases.ts'

type Graph = ReadonlyMap<string, Bases>

function graphOf(edges: Readonly<Record<string, readonly string[]>>): Graph {
  return new Map(Object.entries(edges).map(([name, local]) => [name, { local, external: [] }]))
}

/** Edges to lower numbers alone, under names whose order says nothing. */
const ACYCLIC = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  .map((rows) => {
    const name = (at: number) => `image-${(at * 7919) % 101}`
    const basesOf = (row: number[], at: number) => (at === 0 ? [] : row.map((to) => name(to % at)))
    return graphOf(Object.fromEntries(rows.map((row, at) => [name(at), basesOf(row, at)])))
  })

test('Without circles a level is one more than the highest of the bases', () => {
  fc.assert(
    fc.property(ACYCLIC, (graph) => {
      const { levels, cycles } = levelsOf(graph)
      expect(cycles).toEqual([])
      for (const [image, { local }] of graph) {
        expect(levels.get(image)).toBe(Math.max(-1, ...local.map((base) => levels.get(base)!)) + 1)
      }
    }),
  )
})

test('A closure holds the bases of all that it holds, and nothing that nobody asks for', () => {
  fc.assert(
    fc.property(ACYCLIC, fc.nat(), (graph, pick) => {
      const [root = ''] = [...graph.keys()].slice(pick % graph.size)
      const closure = withBases([root], graph)
      const needed = [...closure].flatMap((image) => graph.get(image)?.local ?? [])
      expect(new Set([root, ...needed])).toEqual(closure)
    }),
  )
})

test('In any graph every image gets a level, and every circle told is one', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const bases = fc.record(Object.fromEntries(names.map((name) => [name, fc.subarray(names)])))
  fc.assert(
    fc.property(bases, (edges) => {
      const { levels, cycles } = levelsOf(graphOf(edges))
      expect(levels.size).toBe(names.length)
      for (const cycle of cycles) {
        cycle.forEach((image, at) => {
          expect(edges[image]).toContain(cycle[(at + 1) % cycle.length])
        })
      }
    }),
  )
})

test('Each circle is told once, from its first name by alphabet', () => {
  const graph = graphOf({ c: ['a', 'd'], a: ['b'], b: ['c'], d: ['d'], e: ['c'] })
  expect(levelsOf(graph).cycles).toEqual([['a', 'b', 'c'], ['d']])
})

test('A chain of 20,000 images has its levels', () => {
  const edges = Array.from({ length: 20_000 }, (_, at) => [
    `i${at}`,
    at === 0 ? [] : [`i${at - 1}`],
  ])
  expect(levelsOf(graphOf(Object.fromEntries(edges))).levels.get('i19999')).toBe(19_999)
})

test('Where everything is built from everything, a hundred circles are told', () => {
  const names = Array.from({ length: 200 }, (_, at) => `i${at}`)
  const { cycles } = levelsOf(graphOf(Object.fromEntries(names.map((name) => [name, names]))))
  expect(cycles).toHaveLength(100)
})
