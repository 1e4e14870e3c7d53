import type { Path } from '../fields.ts'
import type { KnownSettings } from '../settings.ts'

/** A setting that does not go together with another. */
export interface Finding {
  readonly path: Path
  /** What is wrong, in words that follow the path. */
  readonly message: string
  /** Value that mends it; without it the setting is to be taken out. */
  readonly set?: string
  /** Another setting that has to follow, and its value. */
  readonly also?: { readonly path: Path; readonly set: string }
}

/** What settings must be together. */
export interface Rule {
  /** Paths of the settings it looks at. It is not asked while one of them is wrong in itself. */
  readonly reads: readonly string[]
  /** Findings; `given` says whether a path is in the configuration, so not a default. */
  readonly check: (settings: KnownSettings, given: (path: string) => boolean) => Finding[]
}

/** Findings where a condition holds. */
export const when = (broken: boolean, ...findings: Finding[]): Finding[] => (broken ? findings : [])

/** Keys of a map whose values of a kind were met before under another key. */
export function repeated<Value>(
  entries: readonly (readonly [string, Value])[],
): { key: string; first: string; value: Value }[] {
  const seen = new Map<Value, string>()
  return entries.flatMap(([key, value]) => {
    const first = seen.get(value)
    if (first === undefined) seen.set(value, key)
    return first === undefined ? [] : [{ key, first, value }]
  })
}
