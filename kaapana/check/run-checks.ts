import type { Check, CheckResult } from './check.ts'

/** How checks are run. */
export interface RunOptions {
  /** Ends the run: it rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /**
   * Checks at the same time.
   * @default 8
   */
  readonly concurrency?: number
  /**
   * Seconds that a check may take.
   * @default 30
   */
  readonly limit?: number
  /**
   * Seconds that all may take: what is not done then has failed.
   * @default none
   */
  readonly overall?: number
  /** Hears of every result as soon as there is one. */
  readonly onResult?: (result: CheckResult) => void
}

/**
 * Asks every check, some at a time, and gives the results in the order of the checks. A check that
 * throws or takes too long has failed; the others go on.
 *
 * @throws the signal's reason once it is given
 */
export async function runChecks(
  checks: readonly Check[],
  options: RunOptions = {},
): Promise<readonly CheckResult[]> {
  const { signal, concurrency = 8, overall } = options
  signal?.throwIfAborted()
  const end = new Deadline(overall)
  const results: CheckResult[] = []
  const waiting = checks.entries()
  const work = async (): Promise<void> => {
    for (const [index, check] of waiting) {
      const result = await runOne(check, options, end)
      signal?.throwIfAborted()
      results[index] = result
      options.onResult?.(result)
    }
  }
  try {
    await Promise.all(Array.from({ length: concurrency }, work))
  } finally {
    end.stop()
  }
  return results
}

async function runOne(check: Check, options: RunOptions, end: Deadline): Promise<CheckResult> {
  const { id, title, limit = options.limit ?? 30 } = check
  const start = performance.now()
  const own = new Deadline(limit)
  const signals = [options.signal, end.signal, own.signal].filter((one) => one !== undefined)
  const signal = AbortSignal.any(signals)
  const seconds = () => Math.round(performance.now() - start) / 1000
  try {
    signal.throwIfAborted()
    const { outcome, detail } = await Promise.race([check.run(signal), rejection(signal)])
    return { id, title, outcome, detail, seconds: seconds() }
  } catch (error) {
    const detail = end.signal.aborted
      ? `Not done when the time for all checks was over (${options.overall} s).`
      : own.signal.aborted
        ? `No answer within ${limit} s.`
        : messageOf(error)
    return { id, title, outcome: 'failed', detail, seconds: seconds() }
  } finally {
    own.stop()
  }
}

/** A signal after some seconds, unless it is stopped before. */
class Deadline {
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout | undefined

  constructor(seconds: number | undefined) {
    if (seconds !== undefined)
      this.#timer = setTimeout(() => this.#controller.abort(), seconds * 1000)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}

/** Rejects when the signal is given, for checks that do not listen to it. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  )
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
