/** What a repository keeps. */
export interface Retention {
  /** Days after which an image without a tag is deleted. */
  readonly untaggedDays: number
  /** Newest tagged images kept. */
  readonly keepTagged: number
  /** Images with a tag that starts so are never deleted. */
  readonly keepTagPrefixes: readonly string[]
  /**
   * Beginnings of tags that `keepTagged` counts apart, for a repository that holds several images.
   * @default none
   */
  readonly countedApart?: readonly string[]
}

/** One rule of an ECR lifecycle policy. */
export interface LifecycleRule {
  rulePriority: number
  description: string
  selection: {
    tagStatus: string
    tagPatternList?: string[]
    countType: string
    countUnit?: string
    countNumber: number
  }
  action: { type: string }
}

/** More images than a repository of ours ever has: a rule with this count deletes none. */
const NEVER = 9999

/**
 * The lifecycle policy of a repository. ECR has no rule that keeps: an image that a rule selects by
 * tag is out of reach of all rules after it, so a rule that never deletes shields it. A pattern list
 * selects what matches all of its patterns, hence one rule for each prefix. Images that a kept index
 * refers to (platforms, attestations) have no tag and stay with it.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function lifecyclePolicy(retention: Retention): { rules: LifecycleRule[] } {
  const { untaggedDays, keepTagged, keepTagPrefixes, countedApart = [] } = retention
  const selections: Omit<LifecycleRule, 'rulePriority' | 'action'>[] = [
    ...keepTagPrefixes.map((prefix) => ({
      description: `Keep every image tagged ${prefix}*`,
      selection: newest(NEVER, `${prefix}*`),
    })),
    // The longest first: content-a-b- before content-a-, which selects its images too.
    ...countedApart
      .toSorted((one, other) => other.length - one.length)
      .map((prefix) => ({
        description: `Keep the newest ${keepTagged} images tagged ${prefix}*`,
        selection: newest(keepTagged, `${prefix}*`),
      })),
    {
      description: `Delete images without a tag after ${untaggedDays} days`,
      selection: {
        tagStatus: 'untagged',
        countType: 'sinceImagePushed',
        countUnit: 'days',
        countNumber: untaggedDays,
      },
    },
    {
      description: `Keep the newest ${keepTagged} tagged images`,
      selection: newest(keepTagged, '*'),
    },
  ]
  const action = { type: 'expire' }
  return {
    rules: selections.map((rule, index) => ({ rulePriority: index + 1, ...rule, action })),
  }
}

const newest = (countNumber: number, pattern: string): LifecycleRule['selection'] => ({
  tagStatus: 'tagged',
  tagPatternList: [pattern],
  countType: 'imageCountMoreThan',
  countNumber,
})
