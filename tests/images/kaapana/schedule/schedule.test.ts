import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { criticalPath } from '../../../../images/kaapana/schedule/critical-path.ts'
import { drawMinutes } from '../../../../images/kaapana/schedule/drawn-minutes.ts'
import { lowerBound } from '../../../../images/kaapana/schedule/lower-bound.ts'
import {
  CRITICAL_PATH_FIRST,
  FIRST_READY_FIRST,
  KAAPANA,
} from '../../../../images/kaapana/schedule/policies.ts'
import { simulate } from '../../../../images/kaapana/schedule/simulate.ts'
import { randomNumbers } from '../../../bench/random.ts'
import { containerOf, planOf } from '../plan-of.ts'

const POLICIES = [CRITICAL_PATH_FIRST, FIRST_READY_FIRST, KAAPANA]

/** A chain of three that takes 6 minutes, a base with two short leaves, and one that is not built. */
const PLAN = planOf([
  containerOf('a-leaf', { bases: ['z-base'] }),
  containerOf('b-leaf', { bases: ['z-base'] }),
  containerOf('chain-1'),
  containerOf('chain-2', { bases: ['chain-1'] }),
  containerOf('chain-3', { bases: ['chain-2'] }),
  containerOf('unused', { selected: false }),
  containerOf('z-base', { localOnly: true }),
])
const MINUTES = new Map([
  ['a-leaf', 1],
  ['b-leaf', 1],
  ['chain-1', 2],
  ['chain-2', 2],
  ['chain-3', 2],
  ['unused', 100],
  ['z-base', 1],
])

const startsOf = (policy: (typeof POLICIES)[number], workers = 1) =>
  simulate(PLAN, { minutes: MINUTES, workers, policy }).runs.map(({ image }) => image)

test('finds the chain that takes longest', () => {
  expect(criticalPath(PLAN.containers.slice(0, 5), MINUTES)).toEqual([
    'chain-1',
    'chain-2',
    'chain-3',
  ])
})

test('finds no chain through a cycle, and none in nothing', () => {
  const one = { image: 'one', bases: ['two'] }
  const two = { image: 'two', bases: ['one'] }
  expect(criticalPath([one, two], new Map())).toEqual([])
  expect(criticalPath([one, two, { image: 'three', bases: [] }], new Map())).toEqual(['three'])
})

describe('lowerBound', () => {
  test.each([
    [1, 9],
    [2, 6],
    [100, 6],
  ])('with %i workers is %i minutes', (workers, bound) => {
    expect(lowerBound(PLAN, MINUTES, workers)).toBe(bound)
  })
})

describe('one worker takes ready images', () => {
  test('by the length of the chain that waits for them', () => {
    const order = ['chain-1', 'chain-2', 'chain-3', 'z-base', 'a-leaf', 'b-leaf']
    expect(startsOf(CRITICAL_PATH_FIRST)).toEqual(order)
  })

  test('by the time since when they are ready', () => {
    const order = ['chain-1', 'z-base', 'chain-2', 'a-leaf', 'b-leaf', 'chain-3']
    expect(startsOf(FIRST_READY_FIRST)).toEqual(order)
  })

  test('as Kaapana does, local-only ones first and then by tag', () => {
    const order = ['z-base', 'a-leaf', 'b-leaf', 'chain-1', 'chain-2', 'chain-3']
    expect(startsOf(KAAPANA)).toEqual(order)
  })
})

test('two workers with the critical path first need no more than the lower bound', () => {
  const { makespan } = simulate(PLAN, {
    minutes: MINUTES,
    workers: 2,
    policy: CRITICAL_PATH_FIRST,
  })
  expect(makespan).toBe(6)
})

test('leaves out what is in a cycle', () => {
  const plan = planOf([containerOf('one', { bases: ['one'] }), containerOf('two')])
  const { runs } = simulate(plan, { minutes: new Map(), workers: 1, policy: KAAPANA })
  expect(runs).toEqual([{ image: 'two', worker: 0, start: 0, end: 0 }])
})

test('on any graph every image is built once, after its bases, by one worker at a time', () => {
  const graphs = fc.array(
    fc.tuple(fc.array(fc.nat(), { maxLength: 3 }), fc.integer({ min: 1, max: 9 })),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  const policies = fc.constantFrom(...POLICIES)
  fc.assert(
    fc.property(graphs, fc.integer({ min: 1, max: 4 }), policies, (picks, workers, policy) => {
      const minutes = new Map(picks.map(([, length], index) => [`i${index}`, length]))
      const plan = planOf(
        picks.map(([picked], index) =>
          containerOf(`i${index}`, {
            bases: index === 0 ? [] : picked.map((pick) => `i${pick % index}`),
          }),
        ),
      )
      const { runs, makespan } = simulate(plan, { minutes, workers, policy })
      const ends = new Map(runs.map(({ image, end }) => [image, end]))
      expect(ends.size).toBe(picks.length)
      expect(runs).toHaveLength(picks.length)
      for (const { image, bases } of plan.containers)
        for (const base of bases)
          expect(ends.get(base)).toBeLessThanOrEqual(
            (ends.get(image) ?? 0) - (minutes.get(image) ?? 0),
          )
      for (let worker = 0; worker < workers; worker += 1) {
        const own = runs.filter((run) => run.worker === worker)
        for (const [index, run] of own.entries())
          expect(run.start).toBeGreaterThanOrEqual(own[index - 1]?.end ?? 0)
      }
      const bound = lowerBound(plan, minutes, workers)
      expect(makespan).toBeGreaterThanOrEqual(bound)
      // Graham's bound on list scheduling.
      expect(makespan).toBeLessThanOrEqual(bound * (2 - 1 / workers) + 1e-9)
    }),
  )
})

test('draws the same minutes for the same images in any order, around the median', () => {
  const names = Array.from({ length: 999 }, (_, index) => `image-${index}`)
  const drawn = drawMinutes(names, randomNumbers(1))
  expect(drawMinutes(names.toReversed(), randomNumbers(1))).toEqual(drawn)
  const middle = [...drawn.values()].toSorted((one, other) => one - other)[499]
  expect(middle).toBeGreaterThan(0.45)
  expect(middle).toBeLessThan(0.55)
  expect(drawMinutes(['a'], () => 0).get('a')).toBe(0.5)
})
