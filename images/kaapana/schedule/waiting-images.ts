import { dependantsOf } from '../digest/base-order.ts'
import type { ReadyImage } from './policies.ts'
import type { ScheduledImage } from './selected-images.ts'

/** Images that wait for their bases. */
export interface WaitingImages {
  /** What becomes ready at a moment: when an image is there, or without a name at the start. */
  finished(done: string | undefined, now: number): ReadyImage[]
}

/** Keeps what waits for bases. Images in a cycle never become ready. */
export function waitingImages(images: readonly ScheduledImage[]): WaitingImages {
  const left = new Map(images.map(({ image, bases }) => [image, new Set(bases).size]))
  const dependants = dependantsOf(images)
  return {
    finished: (done, now) => {
      if (done === undefined)
        return images.filter(({ bases }) => bases.length === 0).map((i) => ({ ...i, readyAt: now }))
      return (dependants.get(done) ?? []).flatMap((next) => {
        const count = (left.get(next.image) ?? 0) - 1
        left.set(next.image, count)
        return count === 0 ? [{ ...next, readyAt: now }] : []
      })
    },
  }
}
