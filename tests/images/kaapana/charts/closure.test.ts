import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chartClosure } from '../../../../images/kaapana/charts/closure.ts'
import { findCycles } from '../../../../images/kaapana/charts/find-cycles.ts'
import type { ChartSource } from '../../../../images/kaapana/charts/read-charts.ts'

const chart = (name: string, dependencies: string[], collections: string[] = []): ChartSource => ({
  ...{ name, dependencies, collections, preinstall: ['preinstalled'] },
  ...{ path: name, version: '0.6.0', type: 'other', nameLine: 1, runtimeOnly: false },
})

const charts = [
  chart('admin', ['a'], ['all']),
  chart('a', ['b']),
  chart('b', []),
  chart('all', ['c']),
  chart('c', []),
  chart('preinstalled', []),
]

describe('chartClosure', () => {
  it('walks dependencies and collections, and preinstalled extensions only as their members', () => {
    expect([...chartClosure(charts, ['admin']).names].sort()).toEqual([
      'a',
      'admin',
      'all',
      'b',
      'c',
    ])
  })

  it('reports a root that no chart has, once', () => {
    const { names, issues } = chartClosure(charts, ['x', 'b', 'x'])
    expect([...names]).toEqual(['b'])
    expect(issues.map(({ rule }) => rule)).toEqual(['chart-unknown'])
  })

  it('ends on any graph, and holds exactly what can be reached', () => {
    const name = fc.integer({ min: 0, max: 7 }).map(String)
    const graph = fc.array(fc.array(name), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(graph, (edges) => {
        const all = edges.map((below, index) => chart(String(index), below))
        const { names } = chartClosure(all, ['0'])
        const seen = new Set<string>()
        const visit = (each: string) => {
          if (seen.has(each)) return
          seen.add(each)
          edges[Number(each)]?.forEach(visit)
        }
        visit('0')
        expect(new Set(names)).toEqual(seen)
        const reachesItself = all.some((each) =>
          each.dependencies.some((next) => chartClosure(all, [next]).names.has(each.name)),
        )
        expect(findCycles(all).length > 0).toBe(reachesItself)
      }),
    )
  })

  it('takes a chain of 20,000 charts', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => chart(`${index}`, [`${index + 1}`]))
    expect(chartClosure(chain, ['0']).names.size).toBe(20_000)
    expect(findCycles([...chain, chart('20000', ['0'])])).toHaveLength(1)
  })
})
