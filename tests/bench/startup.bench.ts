import { atMost, type Bench, type BenchRow } from './bench.ts'
import { median } from './quantile.ts'
import { createServiceHome, type ServiceHome, startService } from './service-process.ts'

const RUNS = 5

async function startAndStop(home: ServiceHome): Promise<number> {
  const service = await startService(home)
  await service.stop()
  return service.readyAfterMs
}

function row(name: string, times: readonly number[], target: number): BenchRow {
  return {
    name,
    measured: median(times) / 1000,
    unit: 's',
    target: atMost(target),
    notes: `spawn to the first 200 of /readyz, median of ${times.length}; longest ${(Math.max(...times) / 1000).toFixed(2)} s`,
  }
}

/** From the spawn of the process to readiness, on a new and on an existing data directory. */
export const bench: Bench = {
  name: 'startup',
  title: 'Start to ready',
  run: async ({ quick, progress }) => {
    const fresh: number[] = []
    const existing: number[] = []
    for (let run = 1; run <= (quick ? 1 : RUNS); run += 1) {
      const home = createServiceHome()
      try {
        fresh.push(await startAndStop(home))
        existing.push(await startAndStop(home))
      } finally {
        home.remove()
      }
      progress(`new ${fresh.at(-1)?.toFixed(0)} ms, existing ${existing.at(-1)?.toFixed(0)} ms`)
    }
    return [
      row('Start on a new data directory', fresh, 4),
      row('Start on an existing data directory', existing, 2),
    ]
  },
}
