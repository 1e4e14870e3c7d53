import { isObject } from '../plan/project.ts'

/** One setting to change: a key of the configuration, with the path inside of it. */
export interface SettingChange {
  /** E.g. `dataspace:network.zones`. */
  readonly key: string
  readonly value: string
}

/** Settings of an environment as the rehearsal uses them. */
export interface RehearsalSettings {
  /** The configuration without encrypted values. */
  readonly config: Record<string, unknown>
  /** Keys of encrypted values, for which placeholders are set. */
  readonly secretKeys: readonly string[]
}

/**
 * Takes the encrypted values out of a configuration: only the environment's own secrets provider
 * could read them, and a rehearsal has no need to.
 */
export function withoutSecrets(config: unknown): RehearsalSettings {
  const secretKeys: string[] = []
  const kept = isObject(config) ? strip(config, '', secretKeys) : {}
  return { config: kept, secretKeys }
}

function strip(
  values: Record<string, unknown>,
  prefix: string,
  secretKeys: string[],
): Record<string, unknown> {
  const entries = Object.entries(values).flatMap(([key, value]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    if (!isObject(value)) return [[key, value]]
    if (typeof value.secure === 'string' && Object.keys(value).length === 1) {
      secretKeys.push(path)
      return []
    }
    return [[key, strip(value, path, secretKeys)]]
  })
  return Object.fromEntries(entries)
}

/** The change that is rehearsed when none is given: another owner, which only tags show. */
export function defaultChanges(config: Record<string, unknown>): SettingChange[] {
  const owner = settings(config).find(({ key }) => /[.:]owner$/i.test(key))
  return typeof owner?.value === 'string'
    ? [{ key: owner.key, value: `${owner.value}-rehearsed` }]
    : []
}

/** What a person sets before a protected environment can go: every protection that is on, off. */
export function unprotectingChanges(config: Record<string, unknown>): SettingChange[] {
  return settings(config)
    .filter(
      ({ key, value }) =>
        /[.:](protect|protection|deletionProtection)$/i.test(key) && value === true,
    )
    .map(({ key }) => ({ key, value: 'false' }))
}

function settings(values: Record<string, unknown>, prefix = ''): { key: string; value: unknown }[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    return isObject(value) ? settings(value, path) : [{ key: path, value }]
  })
}
