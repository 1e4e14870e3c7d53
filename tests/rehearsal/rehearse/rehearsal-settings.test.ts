import { describe, expect, it } from 'vitest'
import {
  defaultChanges,
  unprotectingChanges,
  withoutSecrets,
} from '../../../rehearsal/rehearse/rehearsal-settings.ts'

const CONFIG = {
  'aws:region': 'eu-central-1',
  'dataspace:owner': 'imaging',
  'dataspace:protect': true,
  'dataspace:token': { secure: 'v1:x' },
  'dataspace:database': { deletionProtection: true, multiAz: true, password: { secure: 'v1:y' } },
}

describe('settings of a rehearsal', () => {
  it('lose their encrypted values, whose keys are kept', () => {
    const { config, secretKeys } = withoutSecrets(CONFIG)
    expect(secretKeys).toEqual(['dataspace:token', 'dataspace:database.password'])
    expect(JSON.stringify(config)).not.toContain('v1:')
    expect(config['dataspace:database']).toEqual({ deletionProtection: true, multiAz: true })
  })

  it('may have no configuration at all', () => {
    expect(withoutSecrets(null)).toEqual({ config: {}, secretKeys: [] })
  })

  it('change the owner if none else is asked for, and nothing without one', () => {
    expect(defaultChanges(CONFIG)).toEqual([{ key: 'dataspace:owner', value: 'imaging-rehearsed' }])
    expect(defaultChanges({ 'aws:region': 'eu-central-1' })).toEqual([])
  })

  it('turn every protection off that is on', () => {
    expect(unprotectingChanges(CONFIG)).toEqual([
      { key: 'dataspace:protect', value: 'false' },
      { key: 'dataspace:database.deletionProtection', value: 'false' },
    ])
    expect(unprotectingChanges({ 'dataspace:protect': false })).toEqual([])
  })
})
