import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryBudgets } from '../../../../components/kaapana-platform/values/index.ts'

describe('memory budgets', () => {
  it('of a node of 64 GiB are those that kaapanactl.sh calculates', () => {
    expect(memoryBudgets(64)).toEqual({
      pacs: { limit: '13762', request: '4587' },
      airflow: { limit: '22937', request: '7645' },
      opensearch: { limit: '9175', request: '3058' },
    })
  })

  it('never exceed 70 % of the node, and ask for a third of what they may take', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2048 }), (gib) => {
        const budgets = Object.values(memoryBudgets(gib))
        const total = budgets.reduce((sum, { limit }) => sum + Number(limit), 0)
        expect(total).toBeLessThanOrEqual((gib * 1024 * 7) / 10)
        expect(total).toBeGreaterThan((gib * 1024 * 7) / 10 - 4)
        for (const { limit, request } of budgets)
          expect(Number(limit) - 3 * Number(request)).toBeOneOf([0, 1, 2])
      }),
    )
  })
})
