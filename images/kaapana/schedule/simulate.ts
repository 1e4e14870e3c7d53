import type { KaapanaPlan } from '../kaapana-plan.ts'
import type { Minutes } from './critical-path.ts'
import type { SchedulePolicy } from './policies.ts'
import { selectedImages } from './selected-images.ts'
import { waitingImages } from './waiting-images.ts'

/** One image on one worker. */
export interface ScheduledRun {
  readonly image: string
  /** From 0. */
  readonly worker: number
  /** Minutes from the start of the build. */
  readonly start: number
  readonly end: number
}

/** How a build would go. */
export interface Schedule {
  /** In order of start. */
  readonly runs: readonly ScheduledRun[]
  /** Minutes until the last image is there. */
  readonly makespan: number
}

/** What to simulate. */
export interface Simulation {
  /** How long each image takes, its push included. */
  readonly minutes: Minutes
  /** Images built at the same time. */
  readonly workers: number
  readonly policy: SchedulePolicy
}

/**
 * Simulates the build of the selected images by workers of the same speed. A free worker takes the
 * first of the images whose bases are built; it never waits for a better one. Images in a cycle are
 * never ready and are left out.
 */
export function simulate(plan: KaapanaPlan, { minutes, workers, policy }: Simulation): Schedule {
  const images = selectedImages(plan)
  const order = policy.orderOf(images, minutes)
  const waiting = waitingImages(images)
  const runs: ScheduledRun[] = []
  const running: ScheduledRun[] = []
  const free = Array.from({ length: workers }, (_, worker) => worker)
  let ready = waiting.finished(undefined, 0)
  let now = 0
  while (ready.length > 0 || running.length > 0) {
    ready.sort(order)
    for (const { image } of ready.splice(0, free.length)) {
      const end = now + (minutes.get(image) ?? 0)
      const run = { image, worker: free.shift() ?? 0, start: now, end }
      runs.push(run)
      running.push(run)
    }
    running.sort((one, other) => one.end - other.end || one.worker - other.worker)
    // All that ends at this moment ends before anything starts.
    now = running[0]?.end ?? now
    while (running[0]?.end === now) {
      const run = running.shift()
      free.push(run?.worker ?? 0)
      ready = [...ready, ...waiting.finished(run?.image, now)]
    }
    free.sort((one, other) => one - other)
  }
  return { runs, makespan: now }
}
