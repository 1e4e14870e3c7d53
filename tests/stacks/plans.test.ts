import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makePlan, type Plan, planJson } from '../../rehearsal/plan/plan.ts'
import { planText } from '../../rehearsal/plan/report-text.ts'
import { runProgram } from '../../rehearsal/plan/run-program.ts'
import { reviewed } from './review/reviewed.ts'

const ROOT = join(import.meta.dirname, '../..')

const planOf = async (environment: string): Promise<Plan> =>
  makePlan(await runProgram({ folder: ROOT, environment }))

// What an environment is made of, reviewed like code: `vitest run tests/stacks/plans.test.ts --update`
// writes the files, and the difference is read before it is committed.
describe.each(['dev', 'staging', 'prod', 'local', 'kubernetes'])(
  'the plan of %s',
  (environment) => {
    it('is the reviewed one: tree, cost, exposure and every input', async () => {
      const plan = await planOf(environment)
      const golden = join(import.meta.dirname, 'golden', environment)
      await expect(`${planText(plan, { depth: 0 })}\n`).toMatchFileSnapshot(`${golden}.txt`)
      await expect(reviewed(plan)).toMatchFileSnapshot(`${golden}.yaml`)
    })
  },
)

describe('two plans of the same settings', () => {
  it('are equal byte for byte', async () => {
    const [one, other] = [await planOf('prod'), await planOf('prod')].map(planJson)
    expect(one === other).toBe(true)
  })
})
