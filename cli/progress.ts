import { Presets, SingleBar } from 'cli-progress'

/** Shows how far long work is. */
export interface Progress {
  update(fraction: number, stage: string): void
  stop(): void
}

/**
 * A bar on standard error, so that standard output stays clean; nothing where that is no terminal
 * or the caller wants JSON.
 */
export function createProgress(quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY) return { update: () => {}, stop: () => {} }
  const bar = new SingleBar(
    { format: '{bar} {percentage}% {stage}', stream: process.stderr, clearOnComplete: true },
    Presets.shades_classic,
  )
  let started = false
  return {
    update: (fraction, stage) => {
      if (!started) bar.start(1000, 0, { stage })
      started = true
      bar.update(Math.round(fraction * 1000), { stage })
    },
    stop: () => bar.stop(),
  }
}

/** Shows how many of something there are so far, where the end is not known. */
export interface Counter {
  update(count: number): void
  stop(): void
}

/** A count on standard error; nothing where that is no terminal. */
export function createCounter(unit: string): Counter {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} }
  const bar = new SingleBar(
    { format: `{value} ${unit}`, stream: process.stderr, clearOnComplete: true },
    Presets.shades_classic,
  )
  bar.start(0, 0)
  return { update: (count) => bar.update(count), stop: () => bar.stop() }
}
