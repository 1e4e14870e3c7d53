import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LifecycleRule, lifecyclePolicy } from '../../../components/registry/lifecycle.ts'

interface Stored {
  tag?: string
  ageDays: number
}

/** What ECR deletes: the first rule whose selection an image meets decides about it alone. */
function deleted(rules: LifecycleRule[], images: Stored[]): Stored[] {
  const claimed = new Set<Stored>()
  return rules.flatMap(({ selection }) => {
    const met = images.filter((image) => !claimed.has(image) && meets(selection, image))
    for (const image of met) if (selection.tagStatus === 'tagged') claimed.add(image)
    if (selection.countType === 'sinceImagePushed') {
      return met.filter(({ ageDays }) => ageDays > selection.countNumber)
    }
    return met.toSorted((a, b) => a.ageDays - b.ageDays).slice(selection.countNumber)
  })
}

const meets = ({ tagStatus, tagPatternList = [] }: LifecycleRule['selection'], { tag }: Stored) =>
  tagStatus === 'untagged'
    ? tag === undefined
    : tag !== undefined && tagPatternList.every((pattern) => tag.startsWith(pattern.slice(0, -1)))

const images = fc.array(
  fc.record(
    {
      tag: fc.constantFrom('buildcache', 'release-1', 'release-2', 'git-a', 'git-b'),
      ageDays: fc.nat(400),
    },
    { requiredKeys: ['ageDays'] },
  ),
  { maxLength: 60 },
)

describe('the lifecycle policy of a repository', () => {
  it('never deletes the build cache or what has a kept prefix, and keeps the newest of the rest', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 1, max: 20 }), (stored, keepTagged) => {
        const keepTagPrefixes = ['buildcache', 'release-']
        const { rules } = lifecyclePolicy({ untaggedDays: 14, keepTagged, keepTagPrefixes })
        const gone = deleted(rules, stored)
        for (const { tag } of gone) expect(tag ?? '').not.toMatch(/^(buildcache|release-)/)
        const others = stored.filter(({ tag }) => tag?.startsWith('git-'))
        const goneOthers = gone.filter(({ tag }) => tag !== undefined)
        expect(others.length - goneOthers.length).toBe(Math.min(others.length, keepTagged))
        const untagged = stored.filter(({ tag, ageDays }) => tag === undefined && ageDays > 14)
        expect(gone.filter(({ tag }) => tag === undefined)).toHaveLength(untagged.length)
      }),
    )
  })

  it('numbers its rules in order and only ever expires', () => {
    const { rules } = lifecyclePolicy({ untaggedDays: 7, keepTagged: 10, keepTagPrefixes: ['v'] })
    expect(rules.map(({ rulePriority }) => rulePriority)).toEqual([1, 2, 3])
    expect(new Set(rules.map(({ action }) => action.type))).toEqual(new Set(['expire']))
  })
})
