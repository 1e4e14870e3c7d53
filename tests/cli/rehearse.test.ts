import { describe, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

describe('dataspace rehearse', () => {
  it('says what to install where there is no CLI, and exits with 3', async () => {
    const { code, stdout, stderr } = await runCommand(['rehearse', 'dev'], { PATH: '/nowhere' })
    expect(code).toBe(3)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^A rehearsal needs pulumi, which is not on PATH\.\nInstall/)
  })

  it.each([
    ['a fault that is none', ['--fault', 'slow'], 'Give partial or lost, and a type if you like'],
    ['a change without a key', ['--change', 'owner'], 'Give <namespace>:<key>=<value>'],
    ['no environment', [], "missing required argument 'environment'"],
  ])('refuses %s with exit code 2', async (_, options, told) => {
    const environment = options.length > 0 ? ['dev'] : []
    const { code, stderr } = await runCommand(['rehearse', ...environment, ...options])
    expect(code).toBe(2)
    expect(stderr).toContain(told)
  })
})
