import { stringify } from 'yaml'
import type { CheckoutFacts } from './checkout-facts.ts'
import { mapping, readMapping } from './read-mapping.ts'

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
  const values = readMapping(text, "the platform chart's values.yaml")
  const global = mapping(values.global, "the platform chart's values.yaml, global,")
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

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00')
}
