import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../../stacks/settings/parse.ts'
import { pathText, SettingsError } from '../../../stacks/settings/problem.ts'
import { invalidSettings, type RawConfig, validSettings } from '../arbitrary-settings.ts'

const namesOf = (config: RawConfig): string[] => {
  try {
    parseSettings(config)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map(({ path }) => pathText(path))
    throw error
  }
  return []
}

describe('random settings', () => {
  it('are read without exception when they are valid', () => {
    fc.assert(
      fc.property(validSettings, (config) => {
        const settings = parseSettings(config, { stack: 'random' })
        expect(settings).toMatchObject({ kind: 'aws', environment: 'random' })
        expect(JSON.parse(JSON.stringify(settings))).toEqual(settings)
      }),
      { numRuns: 500 },
    )
  })

  it('are refused by a message that names the setting when one is wrong', () => {
    fc.assert(
      fc.property(invalidSettings, ({ setting, config }) => {
        const names = namesOf(config)
        expect(names.filter((name) => name.startsWith(setting))).not.toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
