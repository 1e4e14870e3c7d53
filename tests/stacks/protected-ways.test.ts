import { describe, expect, it } from 'vitest'
import type { RecordedProgram } from '../../rehearsal/engine/recorded-resource.ts'
import { recordEnvironment } from './recorded-environment.ts'

/**
 * Ways from each protected resource up to what it depends on. Before it refuses a destroy, Pulumi walks
 * every one of them, and those it has walked again (pkg/resource/graph/dependency_graph.go of 3.260,
 * `markAsDependency`): with a million it does so for hours.
 */
function mostWays({ resources }: RecordedProgram): number {
  const byUrn = new Map(resources.map((one) => [one.urn, one]))
  const known = new Map<string, number>()
  const ways = (urn: string): number => {
    const before = known.get(urn)
    const one = byUrn.get(urn)
    if (before !== undefined || one === undefined) return before ?? 0
    const above = new Set([...(one.parent ? [one.parent] : []), ...one.dependencies])
    const all = [...above].reduce((sum, next) => sum + ways(next), 1)
    known.set(urn, all)
    return all
  }
  return Math.max(...resources.filter(({ protect }) => protect).map(({ urn }) => ways(urn)))
}

describe('what is protected', () => {
  it.each(['staging', 'prod'])('in %s has few ways up to what it depends on', async (stack) => {
    expect(mostWays(await recordEnvironment(stack))).toBeLessThan(100_000)
  })
})
