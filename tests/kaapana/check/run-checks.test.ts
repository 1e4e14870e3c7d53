import { describe, expect, it } from 'vitest'
import type { Check } from '../../../kaapana/check/check.ts'
import { runChecks } from '../../../kaapana/check/run-checks.ts'

const check = (id: string, run: Check['run']): Check => ({ id, title: `${id} is so`, run })
const passes = (id: string): Check => check(id, async () => ({ outcome: 'passed', detail: '' }))
const hangs = (id: string): Check => check(id, () => new Promise(() => {}))

describe('runChecks', () => {
  it('gives results in the order of the checks, and tells them as they come', async () => {
    const { promise: first, resolve } = Promise.withResolvers<void>()
    const slow = check('slow', async () => {
      await first
      return { outcome: 'passed', detail: '' }
    })
    const told: string[] = []
    const results = await runChecks([slow, passes('fast')], {
      onResult: ({ id }) => {
        told.push(id)
        if (id === 'fast') resolve()
      },
    })
    expect(results.map(({ id }) => id)).toEqual(['slow', 'fast'])
    expect(told).toEqual(['fast', 'slow'])
  })

  it('takes what a check throws for its failure, and goes on', async () => {
    const throws = check('throws', () => Promise.reject(new Error('no route to host')))
    const results = await runChecks([throws, passes('next')], { concurrency: 1 })
    expect(results).toMatchObject([
      { id: 'throws', outcome: 'failed', detail: 'no route to host' },
      { id: 'next', outcome: 'passed' },
    ])
  })

  it('runs no more than asked for at the same time', async () => {
    let [running, most] = [0, 0]
    const checks = Array.from({ length: 9 }, (_, index) =>
      check(`${index}`, async () => {
        running += 1
        most = Math.max(most, running)
        await new Promise(setImmediate)
        running -= 1
        return { outcome: 'passed', detail: '' }
      }),
    )
    await runChecks(checks, { concurrency: 3 })
    expect(most).toBe(3)
  })

  it('gives up a check that takes too long, and its signal with it', async () => {
    let given: AbortSignal | undefined
    const slow = check('slow', (signal) => {
      given = signal
      return new Promise(() => {})
    })
    const [result] = await runChecks([slow], { limit: 0.05 })
    expect(result).toMatchObject({ outcome: 'failed', detail: 'No answer within 0.05 s.' })
    expect(given?.aborted).toBe(true)
  })

  it('fails all that is not done when the time for all is over', async () => {
    const results = await runChecks([hangs('one'), hangs('two'), passes('three')], {
      concurrency: 1,
      overall: 0.05,
    })
    expect(results.map(({ outcome, detail }) => [outcome, detail])).toEqual(
      Array.from({ length: 3 }, () => [
        'failed',
        'Not done when the time for all checks was over (0.05 s).',
      ]),
    )
  })

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController()
    const run = runChecks([hangs('one'), passes('two')], { signal: controller.signal })
    controller.abort()
    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
    await expect(runChecks([passes('one')], { signal: controller.signal })).rejects.toThrow()
  })
})
