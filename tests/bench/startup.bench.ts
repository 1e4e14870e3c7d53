import { atMost, type Bench, type BenchRow } from './bench.ts'
import { median } from './quantile.ts'
import { createServiceHome, type ServiceHome, startService } from './service-process.ts'

const RUNS = 5

async function startAndStop(home: ServiceHome): Promise<number> {
  const service = await startService(home)
  await service.stop()
  return service.readyAfterMs
}

interface Starts {
  name: string
  /** Milliseconds to readiness, one entry a start. */
  times: readonly number[]
  /** Seconds. */
  target: number
  how: string
}

function row({ name, times, target, how }: Starts): BenchRow {
  return {
    name,
    measured: median(times) / 1000,
    unit: 's',
    target: atMost(target),
    notes: `spawn to the first 200 of /readyz, median of ${times.length}; longest ${(Math.max(...times) / 1000).toFixed(2)} s; ${how}`,
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
      row({
        name: 'Start on a new data directory',
        times: fresh,
        target: 4,
        how: 'nothing compiled before',
      }),
      row({
        name: 'Start on an existing data directory',
        times: existing,
        target: 2,
        how: 'the second start on it',
      }),
    ]
  },
}
