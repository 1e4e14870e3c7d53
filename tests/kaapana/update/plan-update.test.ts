import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Workload } from '../../../kaapana/cluster/objects.ts'
import { planUpdate, tagsInUse } from '../../../kaapana/update/plan-update.ts'
import { referenceBelow, runningContainers } from '../../../kaapana/update/running-containers.ts'

const REGISTRY = 'registry.example:5000/kaapana'
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`

const workload = (
  name: string,
  images: readonly string[],
  init: readonly string[] = [],
): Workload => ({
  kind: 'Deployment',
  metadata: { name, namespace: 'services' },
  spec: {
    template: {
      spec: {
        containers: images.map((image, index) => ({ name: `c${index}`, image })),
        initContainers: init.map((image, index) => ({ name: `i${index}`, image })),
      },
    },
  },
})

const plan = (workloads: readonly Workload[], wanted: Record<string, string>, tags = {}) =>
  planUpdate(runningContainers(workloads, REGISTRY), {
    registry: REGISTRY,
    wanted: new Map(Object.entries(wanted)),
    tags: new Map(Object.entries(tags)),
  })

describe('referenceBelow', () => {
  it.each([
    [`${REGISTRY}/ctp:0.6.0`, { image: 'ctp', tag: '0.6.0' }],
    [`${REGISTRY}/ctp@${digest('a')}`, { image: 'ctp', digest: digest('a') }],
    [
      `${REGISTRY}/deep/ctp:0.6.0@${digest('a')}`,
      { image: 'deep/ctp', tag: '0.6.0', digest: digest('a') },
    ],
    [`${REGISTRY}/ctp`, { image: 'ctp' }],
    ['registry.example:5000/kaapana-other/ctp:0.6.0', undefined],
    ['docker.io/ctp:0.6.0', undefined],
  ])('reads %s', (reference, parts) => {
    expect(referenceBelow(REGISTRY, reference)).toEqual(parts)
  })
})

describe('planUpdate', () => {
  it('points every container of an image at its digest, also those that run before others', () => {
    const one = workload('a', ['docker.io/x:1', `${REGISTRY}/ctp:0.6.0`], [`${REGISTRY}/ctp:0.6.0`])
    const { changes } = plan([one], { ctp: digest('a') })
    expect(changes.map(({ container, path, wanted }) => [container, path, wanted])).toEqual([
      ['i0', '/spec/template/spec/initContainers/0/image', `${REGISTRY}/ctp@${digest('a')}`],
      ['c1', '/spec/template/spec/containers/1/image', `${REGISTRY}/ctp@${digest('a')}`],
    ])
  })

  it('leaves what runs the wanted content, by digest or by a tag that names it', () => {
    const workloads = [
      workload('a', [`${REGISTRY}/ctp@${digest('a')}`]),
      workload('b', [`${REGISTRY}/ctp:0.6.0`]),
    ]
    const found = plan(workloads, { ctp: digest('a') }, { 'ctp:0.6.0': digest('a') })
    expect(found.changes).toEqual([])
    expect(found.current).toHaveLength(2)
  })

  it('names images that no workload runs', () => {
    expect(plan([], { 'nnunet-gpu': digest('a') }).notRunning).toEqual(['nnunet-gpu'])
  })

  it('asks for each tag once, and for none where there is a digest', () => {
    const images = [`${REGISTRY}/ctp:1`, `${REGISTRY}/ctp:1`, `${REGISTRY}/ctp:2@${digest('a')}`]
    const running = runningContainers([workload('a', [...images, `${REGISTRY}/dcm:1`])], REGISTRY)
    expect(tagsInUse(running, REGISTRY, new Set(['ctp']))).toEqual([{ image: 'ctp', tag: '1' }])
  })

  it('changes each container of a wanted image or finds it current, and touches no other', () => {
    const image = fc.constantFrom('ctp', 'dcm4chee', 'ohif')
    const reference = fc
      .tuple(image, fc.constantFrom(':1', `@${digest('a')}`, `@${digest('b')}`), fc.boolean())
      .map(([name, end, ours]) => `${ours ? REGISTRY : 'docker.io'}/${name}${end}`)
    const workloads = fc.array(fc.tuple(fc.array(reference), fc.array(reference)))
    const wanted = fc.dictionary(image, fc.constantFrom(digest('a'), digest('b')))
    fc.assert(
      fc.property(workloads, wanted, (lists, digests) => {
        const given = lists.map(([images, init], index) => workload(`w${index}`, images, init))
        const { changes, current } = plan(given, digests)
        const all = runningContainers(given, REGISTRY)
        const concerned = all.filter((one) => one.image in digests)
        expect(changes.length + current.length).toBe(concerned.length)
        for (const one of changes) {
          expect(one.wanted).toBe(`${REGISTRY}/${one.image}@${digests[one.image]}`)
          expect(one.reference).not.toBe(one.wanted)
        }
        // Applied, it has nothing left to do.
        const after = all.map((one) => ({
          ...one,
          reference:
            changes.find((it) => it.path === one.path && it.workload === one.workload)?.wanted ??
            one.reference,
        }))
        const known = {
          registry: REGISTRY,
          wanted: new Map(Object.entries(digests)),
          tags: new Map(),
        }
        expect(planUpdate(after, known).changes).toEqual([])
      }),
    )
  })
})
