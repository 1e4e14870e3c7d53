import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { makePlan, type Plan, planJson } from '../../../rehearsal/plan/plan.ts'
import { portable } from '../../../rehearsal/plan/portable.ts'
import { type ProgramRun, runProgram } from '../../../rehearsal/plan/run-program.ts'

const folder = join(import.meta.dirname, '../programs/hospital')
const runProd = () => runProgram({ folder, environment: 'prod' })

describe('the plan of a program', () => {
  let run: ProgramRun
  let plan: Plan
  beforeAll(async () => {
    run = await runProd()
    plan = makePlan(run)
  })
  const find = (type: string) => plan.resources.find((resource) => resource.type === type)

  it('is the same, byte for byte, for two runs', async () => {
    expect(planJson(makePlan(await runProd()))).toBe(planJson(plan))
  })

  it('has for every resource what the format promises', () => {
    const keys = 'urn type name id parent inputs outputs dependencies provider protect secretInputs'
    for (const resource of plan.resources)
      expect(Object.keys(resource).sort()).toEqual(keys.split(' ').sort())
    expect(Object.keys(plan)).toEqual(
      expect.arrayContaining(['environment', 'resources', 'outputs', 'counts', 'cost']),
    )
  })

  it('leaves no secret in clear: neither of the configuration nor generated nor nested', () => {
    const json = planJson(plan)
    const password = run.recorded.resources.find(({ name }) => name === 'admin')?.outputs.result
    expect(run.secrets).toHaveLength(4)
    for (const secret of [...run.secrets, String(password)]) expect(json).not.toContain(secret)
    expect(plan.outputs).toMatchObject({ adminPassword: '[secret]', token: '[secret]' })
    expect(find('random:index/randomPassword:RandomPassword')?.outputs.result).toBe('[secret]')
    expect(find('kubernetes:core/v1:Secret')?.inputs.stringData).toBe('[secret]')
  })

  it('holds no path of the machine', () => {
    expect(planJson(plan)).not.toContain(folder)
    expect(find('aws:lambda/function:Function')?.inputs.code).toMatchObject({ path: './intake' })
  })

  it('names files of the same repository from the program on', () => {
    const file = join(folder, '../echo/Pulumi.yaml')
    expect(portable({ file, own: folder }, folder)).toEqual({
      file: '../../../../tests/rehearsal/programs/echo/Pulumi.yaml',
      own: '.',
    })
  })

  it('counts components and resources', () => {
    expect(plan.counts).toMatchObject({ components: 4, resources: 104 })
    expect(plan.counts.types['aws:ec2/subnet:Subnet']).toBe(9)
  })

  it('is sorted, with the components at the top under no parent', () => {
    const urns = plan.resources.map(({ urn }) => urn)
    expect(urns).toEqual([...urns].sort())
    expect(find('hospital:index:Network')?.parent).toBe('')
    expect(find('aws:ec2/vpc:Vpc')?.parent).toBe(find('hospital:index:Network')?.urn)
  })
})
