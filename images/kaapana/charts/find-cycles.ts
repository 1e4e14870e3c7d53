import type { ChartSource } from './chart-source.ts'

interface Visit {
  readonly name: string
  readonly next: Iterator<string>
}

/**
 * Charts that contain each other, each cycle once, as the path from a chart back to itself. A
 * depth-first search without recursion, as a long chain would exceed the stack; it names one cycle
 * for each reference that leads back, not every combination.
 */
export function findCycles(charts: readonly ChartSource[]): string[][] {
  const below = new Map(charts.map((chart) => [chart.name, partsOf(chart)]))
  const finished = new Set<string>()
  const cycles: string[][] = []
  for (const { name } of charts) {
    const path: Visit[] = []
    const depth = new Map<string, number>()
    const enter = (each: string) => {
      depth.set(each, path.length)
      path.push({ name: each, next: (below.get(each) ?? []).values() })
    }
    if (!finished.has(name)) enter(name)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { value, done } = top.next.next()
      if (done) {
        finished.add(top.name)
        depth.delete(top.name)
        path.pop()
        continue
      }
      const start = depth.get(value)
      if (start !== undefined) cycles.push([...path.slice(start).map((v) => v.name), value])
      else if (!finished.has(value)) enter(value)
    }
  }
  return cycles
}

/** What is packaged in a chart, and what is delivered with it. */
export function partsOf(chart: ChartSource): string[] {
  return [...chart.dependencies, ...chart.collections]
}
