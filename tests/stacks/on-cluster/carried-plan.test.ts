import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { carriedPlan } from '../../../stacks/on-cluster/carried-plan.ts'

describe('the plan that a deployment carries', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dataspace-plan-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is what the command wrote', () => {
    writeFileSync(join(folder, 'plan.svg'), '<svg/>')
    writeFileSync(join(folder, 'plan.json'), '{}')
    expect(carriedPlan(folder, 'prod')).toEqual({ picture: '<svg/>', summary: '{}' })
  })

  it('is none where no folder is named, or nothing was written yet', () => {
    expect(carriedPlan(undefined, 'prod')).toBeUndefined()
    expect(carriedPlan(join(folder, 'missing'), 'prod')).toBeUndefined()
  })

  it('is refused where a ConfigMap cannot hold it', () => {
    writeFileSync(join(folder, 'plan.svg'), 'x'.repeat(1_000_001))
    expect(() => carriedPlan(folder, 'prod')).toThrow(/a ConfigMap holds 1000000.*--console/s)
  })
})
