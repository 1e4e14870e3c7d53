import { describe, expect, it } from 'vitest'
import {
  type BatchRun,
  createBatchRun,
  type RunState,
  TooManyRequests,
} from '../../../app/console/src/pages/predict/batch/batch-run.ts'

const STEPS = ['a', 'b', 'c'].map((name) => ({ size: 2, name }))

/** The state when it is as wanted. */
const until = (
  run: BatchRun<string>,
  isWanted: (state: RunState<string>) => boolean,
): Promise<RunState<string>> =>
  new Promise((resolve) => {
    const look = () => {
      if (isWanted(run.state())) resolve(run.state())
    }
    run.subscribe(look)
    look()
  })

describe('a run of many requests', () => {
  it('sends one after another and tells how far it is', async () => {
    const seen: number[] = []
    const run = createBatchRun({ steps: STEPS, send: async ({ name }) => [name] })
    run.subscribe(() => seen.push(run.state().done))
    run.start()
    const { results, total } = await until(run, ({ phase }) => phase === 'done')
    expect(results).toEqual(['a', 'b', 'c'])
    expect(total).toBe(6)
    expect([...new Set(seen)]).toEqual([0, 2, 4, 6])
  })

  it('keeps what is done when it is stopped, and goes on from there', async () => {
    const sent: string[] = []
    let hold = true
    const run = createBatchRun<(typeof STEPS)[number], string>({
      steps: STEPS,
      send: ({ name }, signal) => {
        sent.push(name)
        if (name !== 'b' || !hold) return Promise.resolve([name])
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal)))
      },
    })
    run.start()
    await until(run, ({ done }) => done === 2)
    run.stop()
    expect(run.state()).toMatchObject({ phase: 'stopped', results: ['a'], failure: undefined })
    hold = false
    run.start()
    expect((await until(run, ({ phase }) => phase === 'done')).results).toEqual(['a', 'b', 'c'])
    expect(sent).toEqual(['a', 'b', 'b', 'c'])
  })

  it('waits as long as the service asks and sends the same again', async () => {
    const waited: number[] = []
    let refusals = 2
    const run = createBatchRun({
      steps: STEPS,
      send: async ({ name }) => {
        if (name === 'b' && refusals-- > 0) throw new TooManyRequests(7)
        return [name]
      },
      wait: async (milliseconds) => {
        expect(run.state().phase).toBe('waiting')
        waited.push(milliseconds)
      },
    })
    run.start()
    expect((await until(run, ({ phase }) => phase === 'done')).results).toEqual(['a', 'b', 'c'])
    expect(waited).toEqual([7000, 7000])
  })

  it('can be stopped while it waits', async () => {
    const run = createBatchRun<(typeof STEPS)[number], string>({
      steps: STEPS,
      send: () => Promise.reject(new TooManyRequests(3600)),
    })
    run.start()
    await until(run, ({ phase }) => phase === 'waiting')
    run.stop()
    expect(run.state()).toMatchObject({ phase: 'stopped', waitsUntil: undefined })
  })

  it('stops with the reason when a request fails, and can be asked again', async () => {
    let isDown = true
    const run = createBatchRun({
      steps: STEPS,
      send: async ({ name }) => {
        if (name === 'c' && isDown) throw new Error('down')
        return [name]
      },
    })
    run.start()
    const stopped = await until(run, ({ phase }) => phase === 'stopped' && run.state().done > 0)
    expect(stopped).toMatchObject({ results: ['a', 'b'], failure: new Error('down') })
    isDown = false
    run.start()
    const done = await until(run, ({ phase }) => phase === 'done')
    expect(done).toMatchObject({ results: ['a', 'b', 'c'], failure: undefined })
  })
})
