import type { KaapanaPlan } from '../kaapana-plan.ts'
import { type Minutes, remainingMinutes } from './critical-path.ts'
import { selectedImages } from './selected-images.ts'

/**
 * Minutes that no schedule of the selected images beats: the longest chain of bases, or all work
 * spread evenly over the workers, whichever is more.
 */
export function lowerBound(plan: KaapanaPlan, minutes: Minutes, workers: number): number {
  const images = selectedImages(plan)
  const work = images.reduce((sum, { image }) => sum + (minutes.get(image) ?? 0), 0)
  return Math.max(work / workers, ...remainingMinutes(images, minutes).values())
}
