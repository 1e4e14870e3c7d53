import { describe, expect, it } from 'vitest'
import { METRIC_LABELS, METRIC_NAMES } from '../../app/metrics/metric-names.ts'
import { createMetrics } from '../../app/metrics/metrics.ts'

const NAMES = Object.values(METRIC_NAMES)

describe('the table of metric names', () => {
  it('names every metric of the registry that is not a process default, with its type', async () => {
    const { registry } = createMetrics()
    const own = (await registry.getMetricsAsJSON()).filter(
      ({ name }) => !/^(nodejs|process)_/.test(name),
    )
    const types = Object.fromEntries(own.map(({ name, type }) => [name, type]))
    const expected = Object.entries(METRIC_NAMES).map(([key, name]) => [
      name,
      METRIC_LABELS[key as keyof typeof METRIC_NAMES].type,
    ])
    expect(types).toEqual(Object.fromEntries(expected))
  })

  it('ends counters and only counters in _total', () => {
    for (const [key, { type }] of Object.entries(METRIC_LABELS)) {
      const name = METRIC_NAMES[key as keyof typeof METRIC_NAMES]
      expect(name.endsWith('_total'), name).toBe(type === 'counter')
    }
    expect(new Set(NAMES).size).toBe(NAMES.length)
  })
})

describe('a metric of something that was never checked', () => {
  it.each([
    METRIC_NAMES.auditChainIntact,
    METRIC_NAMES.driftChecked,
    METRIC_NAMES.modelSourceHealthy,
  ])('%s has no series, so that no alert takes 0 for a finding', async (name) => {
    const { registry } = createMetrics()
    const lines = (await registry.metrics()).split('\n')
    expect(lines.filter((line) => line.startsWith(`${name} `))).toEqual([])
  })
})
