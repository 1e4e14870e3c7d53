import type { ExternalBase, KaapanaPlan } from '../kaapana-plan.ts'
import { mirrorRepository, mirrorTag } from './mirror-reference.ts'

/** An external base and the place of its copy. */
export interface MirroredBase extends ExternalBase {
  /** Of the copy, below the prefix. */
  readonly repository: string
  /** Reference that it is copied to. */
  readonly copy: string
}

/** The external bases of a plan's selected images with the places of their copies; `scratch` is none. */
export function planMirror({ externalBases, registry }: KaapanaPlan): MirroredBase[] {
  return externalBases
    .filter(({ reference }) => reference !== 'scratch')
    .map((base) => ({
      ...base,
      repository: mirrorRepository(base.reference),
      copy: mirrorTag(base.reference, registry),
    }))
}
