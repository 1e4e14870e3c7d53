import { parse } from 'yaml'
import { KaapanaError } from '../kaapana-error.ts'

/**
 * Reads a YAML file that is a mapping, as PyYAML and Helm do: YAML 1.1, and of a key that is there
 * twice the last. An empty file is an empty mapping.
 *
 * @throws {KaapanaError} a file that is no YAML or no mapping; `where` names it
 */
export function readMapping(text: string, where: string): Record<string, unknown> {
  let value: unknown
  try {
    value = parse(text, { version: '1.1', merge: true, uniqueKeys: false, logLevel: 'error' })
  } catch (cause) {
    throw new KaapanaError(`${where} is no YAML: ${(cause as Error).message}`, { cause })
  }
  return mapping(value, where)
}

/**
 * A mapping from YAML; empty where there is none.
 *
 * @throws {KaapanaError} something else; `where` names it
 */
export function mapping(value: unknown, where: string): Record<string, unknown> {
  if (value === null || value === undefined) return {}
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  throw new KaapanaError(`${where} must be a mapping, got ${JSON.stringify(value)}`)
}
