import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../../../rehearsal/plan/run-program.ts'

const PROGRAMS = join(import.meta.dirname, '../programs')
const run = (program: string, environment: string, onResource?: (count: number) => void) =>
  runProgram({
    folder: join(PROGRAMS, program),
    environment,
    ...(onResource !== undefined && { onResource }),
  })

describe('running a program', () => {
  it('hands over the configuration as the CLI does, and runs in the folder of its entry', async () => {
    const { recorded, region, secrets } = await run('echo', 'test')
    const { key, ...outputs } = recorded.outputs
    expect(outputs).toEqual({
      greeting: 'hello',
      count: 3,
      open: true,
      list: ['a', 'b'],
      text: 'plain',
      region: 'eu-west-1',
      inSentence: 40,
      folder: 'program',
      stack: 'test',
    })
    expect(region).toBe('eu-west-1')
    expect(recorded.secretOutputs).toEqual(['inSentence', 'key'])
    expect(secrets).toContain(key)
  })

  it('counts the resources while the program runs', async () => {
    const counts: number[] = []
    await run('echo', 'test', (count) => counts.push(count))
    expect(counts).toEqual([1])
  })

  it('refuses an environment that is not there and lists those that are', async () => {
    await expect(run('failing', 'prod')).rejects.toThrow(
      'The project failing has no environment "prod". It has: exit, logged, thrown, twice.',
    )
  })

  it('refuses a folder without a program', async () => {
    await expect(run('nowhere', 'prod')).rejects.toThrow(
      `No Pulumi.yaml in ${join(PROGRAMS, 'nowhere')}. Give the program's folder with --program.`,
    )
  })

  it('tells what the program threw, with its own line and no frames of libraries', async () => {
    const error = await run('failing', 'thrown').catch((reason: Error) => reason)
    expect(error).toMatchObject({ name: 'ProgramError' })
    const message = (error as Error).message
    expect(message).toMatch(/^Error: no such tier: outer\n {4}at .*\.\/index\.ts:5:29\)?$/)
  })

  it.each([
    ['logged', /^two settings are missing$/],
    ['exit', /^The program stopped with exit code 7\.$/],
    ['twice', /Duplicate resource URN '.*::same'; try giving it a unique name$/m],
  ])('reports a program that fails: %s', async (how, told) => {
    const error = await run('failing', how).catch((reason: Error) => reason)
    expect((error as Error).message).toMatch(told)
    expect((error as Error).message).not.toContain('node_modules')
  })

  it('stops the program when asked to', async () => {
    const running = runProgram({
      folder: join(PROGRAMS, 'echo'),
      environment: 'test',
      signal: AbortSignal.abort(),
    })
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  })
})
