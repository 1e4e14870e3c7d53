import { describe, expect, it } from 'vitest'
import { bakeFile } from '../../../../images/kaapana/bake/make-bake-file.ts'
import { mirrorReference } from '../../../../images/kaapana/mirror/mirror-reference.ts'
import { planMirror } from '../../../../images/kaapana/mirror/plan-mirror.ts'
import { planKaapana } from '../../../../images/kaapana/plan-kaapana.ts'
import { BAKE_SCHEMA } from './bake-schema.ts'

const source = process.env.KAAPANA_SOURCE || undefined

describe.skipIf(source === undefined)(
  "the bake file of Kaapana's own checkout (skipped without KAAPANA_SOURCE)",
  () => {
    it('has every image, pushes those that are no mere bases, and replaces every base of the checkout', () => {
      const plan = planKaapana({ source: source!, digests: true })
      const file = bakeFile(plan, { packaged: 'build', mirrored: true })
      expect(BAKE_SCHEMA.safeParse(file).error).toBeUndefined()
      const targets = Object.values(file.target)
      const selected = plan.containers.filter((container) => container.selected)
      const edges = new Set(
        selected.flatMap(({ image, bases }) => bases.map((b) => `${b}>${image}`)),
      )
      const contexts = targets.flatMap(({ contexts }) => Object.values(contexts ?? {}))
      expect(targets).toHaveLength(selected.length)
      expect(targets.filter(({ labels }) => labels !== undefined)).toHaveLength(
        selected.filter(({ localOnly }) => !localOnly).length,
      )
      expect(contexts.filter((value) => value.startsWith('target:'))).toHaveLength(edges.size)
      const copies = planMirror(plan).map(({ reference }) =>
        mirrorReference(reference, plan.registry),
      )
      expect(new Set(contexts.filter((value) => !value.startsWith('target:')))).toEqual(
        new Set(copies.map((copy) => `docker-image://${copy}`)),
      )
    })
  },
)
