import type { KaapanaContainer } from '../kaapana-plan.ts'

/** Digits of a content digest in a tag: enough that no two images of a registry meet. */
const DIGITS = 16

/** Tag that says what is in an image, whatever version it is of; nothing without a digest. */
export function contentTag({ digest }: Pick<KaapanaContainer, 'digest'>): string | undefined {
  return digest === undefined ? undefined : `content-${digest.slice(0, DIGITS)}`
}

/** The images that a registry is to hold: selected ones that are pushed under their own name. */
export function pushedImages(containers: readonly KaapanaContainer[]): KaapanaContainer[] {
  return containers.filter(({ selected, localOnly }) => selected && !localOnly)
}
