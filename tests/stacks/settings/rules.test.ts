import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../../stacks/settings/parse.ts'
import { pathText, SettingsError } from '../../../stacks/settings/problem.ts'
import { configOf, MINIMAL, merged } from '../config-tree.ts'
import { RULE_CASES } from '../rule-cases.ts'

const problemsOf = (config: Record<string, string>) => {
  try {
    parseSettings(config)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  return []
}

describe('settings that do not go together', () => {
  it('are no problem of the least configuration', () => {
    expect(problemsOf(configOf(MINIMAL))).toEqual([])
  })

  it.each(RULE_CASES)('are refused: $setting $message', ({ setting, change, message, fix }) => {
    const [problem, ...others] = problemsOf(configOf(merged(MINIMAL, change)))
    expect(others).toEqual([])
    expect({ ...problem, path: pathText(problem?.path ?? []) }).toEqual({
      path: setting,
      message,
      fix: `pulumi config ${fix}`,
    })
  })

  it('must leave nodes for the cluster itself', () => {
    const gpu = { instanceTypes: ['g5.xlarge'], min: 0, max: 2, gpu: true }
    const problems = problemsOf(configOf(merged(MINIMAL, { cluster: { nodeGroups: { gpu } } })))
    expect(problems.map(({ message }) => message)).toEqual([
      'must hold a group without gpu whose min is 1 or more, for DNS and controllers',
    ])
  })

  it('are not judged by settings that are wrong in themselves', () => {
    const change = { service: { replicas: { min: 4, max: 'two' } }, edge: { public: 'maybe' } }
    const problems = problemsOf(configOf(merged(MINIMAL, change)))
    expect(problems.map(({ path }) => pathText(path))).toEqual([
      'service.replicas.max',
      'edge.public',
    ])
  })

  it('are reported beside settings that are wrong in themselves', () => {
    const change = { edge: { publicCidrs: ['193.174.1.0/24'] }, database: { backupDays: 99 } }
    const problems = problemsOf(configOf(merged(MINIMAL, change)))
    expect(problems.map(({ path }) => pathText(path))).toEqual([
      'database.backupDays',
      'edge.publicCidrs',
    ])
  })

  it('are two local ports alike: the command names one that is free', () => {
    const local = JSON.stringify({ ports: { tracking: 5432 } })
    const config = { 'dataspace:kind': 'local', 'dataspace:local': local }
    expect(problemsOf(config)).toEqual([
      {
        path: ['local', 'ports', 'tracking'],
        message: 'must differ from local.ports.database, got 5432',
        fix: 'pulumi config set --stack dev --path local.ports.tracking 10000',
      },
    ])
  })
})
