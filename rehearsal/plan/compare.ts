import type { PlainValue } from '../engine/wire.ts'
import type { PlannedResource } from './plan.ts'
import { replacesOnChange } from './replacements.ts'

/** One value that differs between two plans. */
export interface PropertyChange {
  /** `inputs.cidrBlock`, `inputs.tags.owner`, `protect`. */
  readonly path: string
  readonly before: PlainValue | undefined
  readonly after: PlainValue | undefined
  /** True when changing it is known to replace the resource. */
  readonly replaces: boolean
}

/** A resource that is in both plans and differs. */
export interface ChangedResource {
  readonly urn: string
  readonly type: string
  readonly name: string
  readonly changes: readonly PropertyChange[]
  /** True when one of the changes is known to replace the resource. */
  readonly replaced: boolean
}

/** What a plan changes of an earlier one; every list is sorted by URN. */
export interface PlanComparison {
  readonly added: readonly PlannedResource[]
  readonly removed: readonly PlannedResource[]
  readonly changed: readonly ChangedResource[]
  readonly unchanged: number
}

/** What there is to compare of a plan, so that an earlier one may be read from a file. */
export interface ComparablePlan {
  readonly resources: readonly PlannedResource[]
}

/**
 * Compares two plans of an environment by what the program asks for: inputs, protection, provider and
 * dependencies. Outputs follow from those and are left out.
 */
export function comparePlans(before: ComparablePlan, after: ComparablePlan): PlanComparison {
  const earlier = new Map(before.resources.map((resource) => [resource.urn, resource]))
  const later = new Set(after.resources.map(({ urn }) => urn))
  const kept = after.resources.filter(({ urn }) => earlier.has(urn))
  const changed = kept
    .map((resource) => changeOf(earlier.get(resource.urn) ?? resource, resource))
    .filter(({ changes }) => changes.length > 0)
  return {
    added: after.resources.filter(({ urn }) => !earlier.has(urn)),
    removed: before.resources.filter(({ urn }) => !later.has(urn)),
    changed,
    unchanged: kept.length - changed.length,
  }
}

function changeOf(before: PlannedResource, after: PlannedResource): ChangedResource {
  const { urn, type, name } = after
  const changes = differences(asked(before), asked(after), '').map((change) => ({
    ...change,
    replaces: replacesOnChange(type, change.path),
  }))
  return { urn, type, name, changes, replaced: changes.some(({ replaces }) => replaces) }
}

const asked = ({ inputs, protect, provider, dependencies }: PlannedResource): PlainValue => ({
  inputs,
  protect,
  provider,
  dependencies: [...dependencies],
})

type Difference = Omit<PropertyChange, 'replaces'>

function differences(
  before: PlainValue | undefined,
  after: PlainValue | undefined,
  path: string,
): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (!isNested(before) || !isNested(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path, before, after }]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => {
    const step = Array.isArray(after) ? `[${key}]` : path === '' ? key : `.${key}`
    return differences(member(before, key), member(after, key), `${path}${step}`)
  })
}

type Nested = PlainValue[] | { [key: string]: PlainValue }

const isNested = (value: PlainValue | undefined): value is Nested =>
  typeof value === 'object' && value !== null

const member = (value: Nested, key: string): PlainValue | undefined =>
  (value as Record<string, PlainValue>)[key]
