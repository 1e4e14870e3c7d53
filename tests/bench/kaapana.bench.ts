import type { KaapanaPlan } from '../../images/kaapana/kaapana-plan.ts'
import { planKaapana } from '../../images/kaapana/plan-kaapana.ts'
import { BUILD_MINUTES, drawMinutes } from '../../images/kaapana/schedule/drawn-minutes.ts'
import { lowerBound } from '../../images/kaapana/schedule/lower-bound.ts'
import {
  CRITICAL_PATH_FIRST,
  FIRST_READY_FIRST,
  KAAPANA,
  type SchedulePolicy,
} from '../../images/kaapana/schedule/policies.ts'
import { simulate } from '../../images/kaapana/schedule/simulate.ts'
import { atMost, type Bench, type BenchRow } from './bench.ts'
import { kaapanaGraph } from './kaapana-graph.ts'
import { changeRows, planRows } from './kaapana-plan-rows.ts'
import { median, quantile } from './quantile.ts'
import { randomNumbers } from './random.ts'

const DRAWS = 200
const WORKERS = [4, 16]

/** What `dataspace kaapana build` does the first time: all images are taken to be equal. */
const TIMES_NOT_KNOWN: SchedulePolicy = {
  name: 'critical path first, times not known',
  orderOf: (images) =>
    CRITICAL_PATH_FIRST.orderOf(images, new Map(images.map(({ image }) => [image, 1]))),
}

function scheduleRows(plan: KaapanaPlan, quick: boolean): BenchRow[] {
  const images = plan.levels.flat()
  const draws = Array.from({ length: quick ? 5 : DRAWS }, (_, seed) =>
    drawMinutes(images, randomNumbers(seed)),
  )
  const { median: middle, sigma } = BUILD_MINUTES
  return WORKERS.flatMap((workers) =>
    [CRITICAL_PATH_FIRST, TIMES_NOT_KNOWN, FIRST_READY_FIRST, KAAPANA].map((policy) => {
      const ratios = draws.map((minutes) => {
        const { makespan } = simulate(plan, { minutes, workers, policy })
        return makespan / lowerBound(plan, minutes, workers)
      })
      return {
        name: `Makespan over the lower bound, ${workers} workers, ${policy.name}`,
        measured: median(ratios),
        unit: 'x',
        ...(policy === CRITICAL_PATH_FIRST && { target: atMost(1.05) }),
        notes: `${images.length} images, median of ${draws.length} draws (log-normal, median ${middle} min, sigma ${sigma}); 95 % within ${quantile(ratios, 0.95).toFixed(3)}, worst ${Math.max(...ratios).toFixed(3)}`,
      }
    }),
  )
}

/** Plan, change and schedule of Kaapana's images, on the checkout that KAAPANA_SOURCE names. */
export const bench: Bench = {
  name: 'kaapana',
  title: "Kaapana's images",
  run: async (context) => {
    const source = process.env.KAAPANA_SOURCE
    if (source === undefined) {
      context.progress('KAAPANA_SOURCE names no checkout: only schedules, of a graph of its shape')
      return scheduleRows(kaapanaGraph(), context.quick)
    }
    const plan = planKaapana({ source })
    return [
      ...planRows(plan.source, context),
      ...changeRows(plan),
      ...scheduleRows(plan, context.quick),
    ]
  },
}
