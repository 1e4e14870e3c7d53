import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planKaapanaImages } from '../../../components/kaapana-images/plan-kaapana-images.ts'
import type { KaapanaContainer, KaapanaPlan } from '../../../images/kaapana/kaapana-plan.ts'
import { building, makeSource } from './checkout.ts'

const hex = (index: number): string => index.toString(16).padStart(64, '0')

/** Any graph in which an image is built from bases that were made before it. */
const containers = fc
  .array(fc.record({ localOnly: fc.boolean(), selected: fc.boolean(), from: fc.nat() }), {
    maxLength: 30,
  })
  .map((drawn) => {
    const made: KaapanaContainer[] = []
    for (const [index, { localOnly, selected, from }] of drawn.entries()) {
      const local = made.filter((base) => base.localOnly && (base.selected || !selected))
      const bases = local.filter((_, bit) => ((from >> bit) & 1) === 1)
      const image = `image-${index}`
      made.push({
        image,
        tag: image,
        dockerfile: `${image}/Dockerfile`,
        context: image,
        generatedContext: false,
        localOnly,
        buildIgnore: false,
        version: '1',
        bases: bases.map((base) => base.image),
        externalBases: [],
        args: {},
        level: Math.max(-1, ...bases.map(({ level }) => level)) + 1,
        selected,
        usedBy: [],
        digest: hex(index),
      })
    }
    return made.reverse()
  })

describe('the plan of KaapanaImages', () => {
  it('builds each selected image once, after exactly its bases, into a repository that is made', () => {
    const folders = makeSource()
    const args = building(folders)
    fc.assert(
      fc.property(containers, (drawn) => {
        const plan = { version: '0.6.0', source: folders.source, containers: drawn, issues: [] }
        const whole = { ...plan, platformChart: 'kaapana-admin-chart' } as unknown as KaapanaPlan
        const { build, repositories } = planKaapanaImages('kaapana', args, () => whole)
        const builds = build?.builds ?? []
        const selected = drawn.filter((container) => container.selected)
        expect(builds.map(({ image }) => image).sort()).toEqual(
          selected.map(({ image }) => image).sort(),
        )
        const keys = new Set(repositories.map(({ key }) => key))
        const built = new Set<string>()
        for (const { image, bases, repository, versioned } of builds) {
          const container = selected.find((one) => one.image === image)
          expect(bases).toEqual(container?.bases)
          expect(bases.every((base) => built.has(base))).toBe(true)
          expect(versioned).toBe(!container?.localOnly)
          expect(keys).toContain(repository)
          built.add(image)
        }
        const pushed = selected.filter(({ localOnly }) => !localOnly)
        expect(keys.size).toBe(pushed.length + 2)
      }),
      { numRuns: 50 },
    )
  })
})
