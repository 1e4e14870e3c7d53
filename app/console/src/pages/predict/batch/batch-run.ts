/** Part of the work: what one request does. */
export interface Step {
  /** How many things it is of the whole, for the progress. */
  readonly size: number
}

/** How far the work is. */
export interface RunState<Result> {
  readonly phase: 'running' | 'waiting' | 'stopped' | 'done'
  readonly done: number
  readonly total: number
  readonly results: readonly Result[]
  /** Why it stopped by itself; undefined where a person stopped it. */
  readonly failure: Error | undefined
  /** While waiting: until when, in milliseconds since 1970. */
  readonly waitsUntil: number | undefined
}

/** Work of many requests, one after another, that can be stopped and gone on with. */
export interface BatchRun<Result> {
  state(): RunState<Result>
  subscribe(listener: () => void): () => void
  /** Begins, or goes on after the last finished step. Does nothing while it is running. */
  start(): void
  /** Stops at once. Finished steps stay; the one under way is begun anew by the next `start`. */
  stop(): void
}

/** The service asks to wait, and has done nothing of the step. */
export class TooManyRequests extends Error {
  override name = 'TooManyRequests'
  readonly seconds: number

  constructor(seconds: number) {
    super(`The service asks to wait ${seconds} seconds`)
    this.seconds = seconds
  }
}

/** What a run is made of. */
export interface RunParts<One extends Step, Result> {
  readonly steps: readonly One[]
  /** @throws TooManyRequests to be asked again later; everything else stops the run */
  readonly send: (step: One, signal: AbortSignal) => Promise<readonly Result[]>
  /** Waits, or rejects when the signal says so. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

const waitFor = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

/** Work that has not begun. */
export function createBatchRun<One extends Step, Result>(
  parts: RunParts<One, Result>,
): BatchRun<Result> {
  const { steps, send, wait = waitFor } = parts
  const listeners = new Set<() => void>()
  let next = 0
  let stopping: AbortController | undefined
  let state: RunState<Result> = {
    phase: 'stopped',
    done: 0,
    total: steps.reduce((sum, { size }) => sum + size, 0),
    results: [],
    failure: undefined,
    waitsUntil: undefined,
  }
  const tell = (change: Partial<RunState<Result>>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const run = async (signal: AbortSignal) => {
    for (let step = steps[next]; step !== undefined; step = steps[next]) {
      try {
        const results = await send(step, signal)
        signal.throwIfAborted()
        next++
        tell({ done: state.done + step.size, results: [...state.results, ...results] })
      } catch (error) {
        if (signal.aborted || !(error instanceof TooManyRequests)) throw error
        tell({ phase: 'waiting', waitsUntil: Date.now() + error.seconds * 1000 })
        await wait(error.seconds * 1000, signal)
        tell({ phase: 'running', waitsUntil: undefined })
      }
    }
  }
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => {
      if (stopping !== undefined || state.phase === 'done') return
      const started = new AbortController()
      stopping = started
      tell({ phase: 'running', failure: undefined })
      run(started.signal).then(
        () => {
          stopping = undefined
          tell({ phase: 'done' })
        },
        (failure: unknown) => {
          if (started.signal.aborted) return
          stopping = undefined
          const error = failure instanceof Error ? failure : new Error(String(failure))
          tell({ phase: 'stopped', failure: error, waitsUntil: undefined })
        },
      )
    },
    stop: () => {
      if (stopping === undefined) return
      stopping.abort()
      stopping = undefined
      tell({ phase: 'stopped', waitsUntil: undefined })
    },
  }
}
