import { dependantsOf } from '../digest/base-order.ts'
import type { KaapanaPlan } from '../kaapana-plan.ts'
import { type ScheduledImage, selectedImages } from '../schedule/selected-images.ts'
import { COLUMNS, wrapWords } from './wrap.ts'

/**
 * The selected images as a tree: each below the first of its bases, further ones in brackets.
 * Images that nothing is built from share lines, after those that carry others.
 */
export function baseTree(plan: KaapanaPlan): string[] {
  const images = selectedImages(plan)
  const dependants = dependantsOf(images)
  const children = Map.groupBy(images, ({ bases }) => bases[0])
  const isParent = ({ image }: ScheduledImage) => dependants.has(image)
  const reached = new Set<string>()

  const drawBelow = (base: string | undefined, margin: string): string[] => {
    const all = (children.get(base) ?? []).filter(({ image }) => !reached.has(image))
    for (const { image } of all) reached.add(image)
    const leaves = all.filter((image) => !isParent(image)).map(nameWithBases)
    const parents = all.filter(isParent)
    const lines = parents.flatMap((parent, index) => {
      const last = index === parents.length - 1 && leaves.length === 0
      const further = drawBelow(parent.image, `${margin}${last ? '   ' : '│  '}`)
      return [`${margin}${last ? '└' : '├'}─ ${nameWithBases(parent)}`, ...further]
    })
    const shared = wrapWords(leaves, ', ', COLUMNS - margin.length - 3)
    return [...lines, ...shared.map((line, index) => margin + (index === 0 ? '└─ ' : '   ') + line)]
  }

  const lines = drawBelow(undefined, '  ')
  const lost = images.filter(({ image }) => !reached.has(image)).map(({ image }) => image)
  const shared = wrapWords(lost, ', ', COLUMNS - 17)
  const cycle = shared.map((line, i) => (i === 0 ? '  In a cycle:    ' : ' '.repeat(17)) + line)
  return [...lines, ...cycle]
}

/** Name of an image, with the bases that it has beside the one it hangs from. */
function nameWithBases({ image, bases, localOnly }: ScheduledImage): string {
  const notes = [...(localOnly ? ['local only'] : []), ...bases.slice(1).map((base) => `+ ${base}`)]
  // A name stays on one line with its notes.
  return notes.length === 0 ? image : `${image} (${notes.join(', ')})`
}
