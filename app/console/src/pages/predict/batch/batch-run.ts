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

/** A state that listeners are told of. */
function createTold<State extends object>(initial: State) {
  const listeners = new Set<() => void>()
  let state = initial
  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: (change: Partial<State>) => {
      state = { ...state, ...change }
      for (const listener of listeners) listener()
    },
  }
}

/** Sends a step until the service has done it, waiting as often as it asks for that. */
async function sendPatiently<One extends Step, Result>(
  { send, wait = waitFor }: RunParts<One, Result>,
  { step, signal, tell }: { step: One; signal: AbortSignal; tell: Tell<Result> },
): Promise<readonly Result[]> {
  for (;;) {
    try {
      const results = await send(step, signal)
      signal.throwIfAborted()
      return results
    } catch (error) {
      if (signal.aborted || !(error instanceof TooManyRequests)) throw error
      tell({ phase: 'waiting', waitsUntil: Date.now() + error.seconds * 1000 })
      await wait(error.seconds * 1000, signal)
      tell({ phase: 'running', waitsUntil: undefined })
    }
  }
}

type Tell<Result> = (change: Partial<RunState<Result>>) => void

/** Work that has not begun. */
export function createBatchRun<One extends Step, Result>(
  parts: RunParts<One, Result>,
): BatchRun<Result> {
  const { steps } = parts
  const { state, subscribe, tell } = createTold<RunState<Result>>({
    phase: 'stopped',
    done: 0,
    total: steps.reduce((sum, { size }) => sum + size, 0),
    results: [],
    failure: undefined,
    waitsUntil: undefined,
  })
  let next = 0
  let stopping: AbortController | undefined
  const run = async (signal: AbortSignal) => {
    for (let step = steps[next]; step !== undefined; step = steps[next]) {
      const results = await sendPatiently(parts, { step, signal, tell })
      next++
      const { done, results: before } = state()
      tell({ done: done + step.size, results: [...before, ...results] })
    }
  }
  const end = (change: Partial<RunState<Result>>) => {
    stopping = undefined
    tell({ waitsUntil: undefined, ...change })
  }
  return {
    state,
    subscribe,
    start: () => {
      if (stopping !== undefined || state().phase === 'done') return
      const started = new AbortController()
      stopping = started
      tell({ phase: 'running', failure: undefined })
      run(started.signal).then(
        () => end({ phase: 'done' }),
        (failure: Error) => {
          if (!started.signal.aborted) end({ phase: 'stopped', failure })
        },
      )
    },
    stop: () => {
      if (stopping === undefined) return
      stopping.abort()
      end({ phase: 'stopped' })
    },
  }
}
