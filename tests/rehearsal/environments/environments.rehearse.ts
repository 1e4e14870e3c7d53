import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findPulumi } from '../../../rehearsal/rehearse/find-pulumi.ts'
import { rehearse } from '../../../rehearsal/rehearse/rehearse.ts'

const program = join(import.meta.dirname, '../../..')
const cli = await findPulumi().catch(() => undefined)
if (cli === undefined)
  process.stderr.write('Skipping the rehearsal of every environment: pulumi is not on PATH.\n')

describe.skipIf(cli === undefined).each(['dev', 'staging', 'prod', 'kubernetes'])(
  '%s',
  (environment) => {
    it('goes from an empty stack to nothing left, changes nothing twice and replaces no data', async () => {
      const report = await rehearse({ program, environment })
      expect(report.steps.filter(({ problems }) => problems.length > 0)).toEqual([])
      expect(report.steps.map(({ name }) => name)).toContain('destroy')
    })
  },
)

describe.skipIf(cli === undefined)('dev with troubles on the way', () => {
  it('recovers from a creation that fails half-way and from a lost connection', async () => {
    const faults = [{ kind: 'partial' as const }, { kind: 'lost' as const }]
    const { steps } = await rehearse({ program, environment: 'dev', faults })
    expect(steps.filter(({ problems }) => problems.length > 0)).toEqual([])
    expect(steps.map(({ name }) => name)).toContain('destroy')
  })
})
