import { setTimeout } from 'node:timers/promises'

/** How something that takes its time is waited for. */
export interface Patience {
  /** Seconds after which waiting ends. @default 1800, what Kaapana's own tests allow */
  seconds?: number
  /** Milliseconds to the second question; each next one waits half as long again, to 15 s. @default 1000 */
  first?: number
  signal?: AbortSignal
  /** Hears what is waited for, and since how many seconds, before each wait. */
  onWait?(what: string, seconds: number): void
}

/** Nothing came in time. */
export class TimeOver extends Error {
  override name = 'TimeOver'
}

const LONGEST_WAIT = 15_000

/** What a question brought: the answer, or how far it is. */
export type Polled<Answer> = { done: Answer } | { waiting: string }

/**
 * Asks until there is an answer. The first question comes at once.
 *
 * @throws TimeOver with what was missing last
 */
export async function poll<Answer>(
  question: () => Promise<Polled<Answer>>,
  { seconds = 1800, first = 1000, signal, onWait }: Patience = {},
): Promise<Answer> {
  const start = performance.now()
  let wait = first
  for (;;) {
    signal?.throwIfAborted()
    const polled = await question()
    if ('done' in polled) return polled.done
    const waited = (performance.now() - start) / 1000
    if (waited + wait / 1000 > seconds)
      throw new TimeOver(`Waited ${Math.round(waited)} s in vain: ${polled.waiting}.`)
    onWait?.(polled.waiting, waited)
    await setTimeout(wait, undefined, signal && { signal })
    wait = Math.min(wait * 1.5, LONGEST_WAIT)
  }
}
