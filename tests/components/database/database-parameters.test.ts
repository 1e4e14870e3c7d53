import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { databaseParameters } from '../../../components/database/database-parameters.ts'

const anyParameters = fc.dictionary(
  fc.stringMatching(/^[a-z][a-z_.]{0,20}$/),
  fc.stringMatching(/^[a-z0-9]{1,8}$/),
)
const settingOf = (parameters: ReturnType<typeof databaseParameters>, name: string) =>
  parameters.find((one) => one.name === name)?.value

describe('the parameters of a database', () => {
  it('force TLS and keep values out of the logs, whatever else is asked for', () => {
    fc.assert(
      fc.property(anyParameters, (given) => {
        const weakened = { ...given, 'rds.force_ssl': '0', log_statement: 'all' }
        const parameters = databaseParameters(1000, weakened)
        expect(settingOf(parameters, 'rds.force_ssl')).toBe('1')
        expect(settingOf(parameters, 'log_statement')).toBe('none')
        expect(settingOf(parameters, 'pgaudit.log')).toBe('ddl,role')
        expect(settingOf(parameters, 'log_parameter_max_length')).toBe('0')
        expect(settingOf(parameters, 'log_parameter_max_length_on_error')).toBe('0')
        expect(settingOf(parameters, 'log_error_verbosity')).toBe('terse')
      }),
    )
  })

  it('are each named once, in an order that does not depend on the caller', () => {
    fc.assert(
      fc.property(anyParameters, (given) => {
        const turned = Object.fromEntries(Object.entries(given).reverse())
        const parameters = databaseParameters(1000, given)
        expect(databaseParameters(1000, turned)).toEqual(parameters)
        expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length)
      }),
    )
  })

  it('take what is given in place of a default, and wait for a restart where PostgreSQL needs one', () => {
    const parameters = databaseParameters(500, { log_temp_files: '0', max_connections: '300' })
    expect(parameters).toContainEqual({
      name: 'log_temp_files',
      value: '0',
      applyMethod: 'immediate',
    })
    expect(parameters).toContainEqual({
      name: 'max_connections',
      value: '300',
      applyMethod: 'pending-reboot',
    })
    expect(settingOf(parameters, 'log_min_duration_statement')).toBe('500')
  })
})
