import { parse, stringify } from 'yaml'
import { KaapanaError } from '../kaapana-error.ts'
import type { CheckoutFacts } from './checkout-facts.ts'

/** What the platform's chart is told about the build it comes from. */
export interface BuildGlobals {
  readonly version: string
  readonly collections: readonly string[]
  readonly preinstall: readonly string[]
  readonly checkout: CheckoutFacts
}

/**
 * The platform chart's values.yaml with the build's facts in `global`, in the form that the build
 * tool of the checkout gives it (sorted keys, no comments), except that the time of the build is
 * that of the commit: the same checkout gives the same bytes.
 *
 * @throws {KaapanaError} values that are no mapping
 */
export function platformValues(text: string, build: BuildGlobals): string {
  const values = mapping(parse(text, { version: '1.1', merge: true }), 'values.yaml')
  const global = mapping(values.global, 'values.yaml, global')
  const versioned = (name: string) => ({ name, version: build.version })
  const { branch, committed } = build.checkout
  const told = {
    kaapana_collections: build.collections.map(versioned),
    preinstall_extensions: build.preinstall.map(versioned),
    platform_build_branch: branch,
    platform_last_commit_timestamp: isoTime(committed),
    build_timestamp: isoTime(committed),
    kaapana_build_version: build.version,
  }
  return stringify({ ...values, global: { ...global, ...told } }, PYTHON_STYLE)
}

/** How PyYAML writes: a reader of YAML 1.1 gets the same values from it. */
const PYTHON_STYLE = {
  version: '1.1',
  sortMapEntries: true,
  indentSeq: false,
  singleQuote: true,
  aliasDuplicateObjects: false,
} as const

function mapping(value: unknown, where: string): Record<string, unknown> {
  if (value === null || value === undefined) return {}
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  throw new KaapanaError(`The platform chart's ${where} is no mapping`)
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00')
}
