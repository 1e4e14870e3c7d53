import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTROLS } from '../../policies/controls.ts'
import type { Graph } from '../../policies/graph.ts'
import { parseSettings } from '../../stacks/settings/parse.ts'
import type { AwsSettings } from '../../stacks/settings/settings.ts'
import { validSettings } from './arbitrary-settings.ts'
import { recordConfiguration, recordEnvironment } from './recorded-environment.ts'
import { mayGiveUp, RELAXATIONS } from './relaxations.ts'

/**
 * Environments to compose: a sample that is always the same, as each takes a second. `npm run
 * test:settings` composes 500 others every time.
 */
const RUNS = Number(process.env.SETTINGS_RUNS ?? 40)
const SAMPLE = process.env.SETTINGS_RUNS === undefined ? { seed: 20_261_123 } : {}
const SECONDS_EACH = 15

/** Controls that are broken though no setting relaxes them. */
function broken(graph: Graph, settings: AwsSettings): string[] {
  return CONTROLS.filter(({ number }) => !mayGiveUp(number, settings)).flatMap(
    ({ number, violations }) => violations(graph).map((violation) => `${number}: ${violation}`),
  )
}

const settingsOf = (config: Record<string, unknown>, stack: string) =>
  parseSettings(config, { stack }) as AwsSettings

const hasNames = ({ tracking, pipelines, monitoring }: AwsSettings): boolean =>
  [tracking, pipelines, monitoring].some(({ hostName }) => hostName !== undefined)

describe('an environment of random valid settings', () => {
  it(
    'is composed without exception, and breaks only controls that its settings relax',
    async () => {
      const keepsItsControls = fc.asyncProperty(validSettings, async (config) => {
        const settings = settingsOf(config, 'random')
        const made = await recordConfiguration(config, 'random')
        expect(broken(made as unknown as Graph, settings)).toEqual([])
        // Whoever names the account, and lets nobody sign in, can preview without credentials.
        const asked = [settings.accountId === undefined, hasNames(settings)]
        expect(made.invokes).toHaveLength(asked.filter(Boolean).length)
      })
      // Shrinking would compose hundreds more; what failed is printed whole.
      await fc.assert(keepsItsControls, { numRuns: RUNS, endOnFailure: true, ...SAMPLE })
    },
    RUNS * SECONDS_EACH * 1000,
  )
})

describe('a control that settings may relax', () => {
  const numbers = new Set(CONTROLS.map(({ number }) => number))

  it.each(RELAXATIONS)('$control is one that a graph shows', ({ control, settings }) => {
    expect(numbers).toContain(control)
    expect(settings).not.toEqual([])
  })

  it('is broken by the environment that relaxes it', async () => {
    const dev = (await recordEnvironment('dev')) as unknown as Graph
    const broken = CONTROLS.filter(({ violations }) => violations(dev).length > 0)
    expect(broken.map(({ number }) => number)).toEqual([
      18, 25, 26, 30, 41, 45, 46, 49, 50, 51, 61, 74, 76, 82, 95,
    ])
  })
})
