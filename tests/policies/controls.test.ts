import { beforeAll, describe, expect, it } from 'vitest'
import { CONTROLS, OPEN_CONTROLS } from '../../policies/controls.ts'
import type { Graph } from '../../policies/graph.ts'
import { recordEnvironment } from '../stacks/recorded-environment.ts'
import { PLANTS } from './plants.ts'

const FIRST = 16
const LAST = 102

describe('the controls, on what prod makes', () => {
  let prod: Graph
  beforeAll(async () => {
    prod = (await recordEnvironment('prod')) as unknown as Graph
  })

  describe.each(CONTROLS)('control $number: $title', ({ number, violations }) => {
    it('holds for prod', () => {
      expect(violations(prod)).toEqual([])
    })

    it('notices a violation', () => {
      const plant = PLANTS[number]
      if (plant === undefined) throw new Error(`No violation is planted for control ${number}`)
      expect(violations(plant(prod))).not.toEqual([])
    })
  })

  it('are all there, each met or listed with the reason', () => {
    // Of some a part is met and a part is open.
    const numbers = [...new Set([...CONTROLS, ...OPEN_CONTROLS].map(({ number }) => number))]
    const all = Array.from({ length: LAST - FIRST + 1 }, (_, index) => FIRST + index)
    expect(numbers.sort((a, b) => a - b)).toEqual(all)
    expect(OPEN_CONTROLS.every(({ reason }) => reason.length > 20)).toBe(true)
  })
})
