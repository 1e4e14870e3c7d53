import { type Minutes, remainingMinutes } from './critical-path.ts'
import type { ScheduledImage } from './selected-images.ts'

/** An image whose bases are built, that waits for a worker. */
export interface ReadyImage extends ScheduledImage {
  /** Minutes from the start of the build to the moment when the last of its bases was there. */
  readonly readyAt: number
}

/** Which of two ready images goes first, as for `Array.sort`. */
export type Order = (one: ReadyImage, other: ReadyImage) => number

/** How a free worker chooses among the images whose bases are built. */
export interface SchedulePolicy {
  readonly name: string
  readonly orderOf: (images: readonly ScheduledImage[], minutes: Minutes) => Order
}

const text = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** The image first on which the longest chain of work depends. */
export const CRITICAL_PATH_FIRST: SchedulePolicy = {
  name: 'critical path first',
  orderOf: (images, minutes) => {
    const remaining = remainingMinutes(images, minutes)
    return (one, other) =>
      (remaining.get(other.image) ?? 0) - (remaining.get(one.image) ?? 0) ||
      text(one.image, other.image)
  },
}

/** In the order in which images become ready: what BuildKit does under a limit of parallelism. */
export const FIRST_READY_FIRST: SchedulePolicy = {
  name: 'first ready first',
  orderOf: () => (one, other) => one.readyAt - other.readyAt || text(one.image, other.image),
}

/**
 * Kaapana's own: a priority queue with local-only images first and then by tag
 * (`ContainerHelper.build_and_push_containers`, `Container.__lt__`). There is one queue of ready
 * images; nothing that is not ready enters it.
 */
export const KAAPANA: SchedulePolicy = {
  name: 'Kaapana 0.6.0',
  orderOf: () => (one, other) =>
    Number(other.localOnly) - Number(one.localOnly) ||
    text(one.tag.toLowerCase(), other.tag.toLowerCase()),
}
