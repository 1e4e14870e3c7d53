import pino, { type Logger } from 'pino'

export type { Logger } from 'pino'

/**
 * The service's log: JSON lines on standard output. What goes in is chosen field by field where it
 * is logged (ids of ours, routes, status, times); bodies, headers, paths with ids and query strings
 * never are, so that nothing needs to be redacted afterwards.
 */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: { service: 'dataspace' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: withoutValues },
    },
    // Lines gather for at most 100 ms: a write per line would cost more than the prediction.
    pino.destination({ dest: 1, sync: false, minLength: 8192, periodicFlush: 100 }),
  )
}

/** Kind, place and code of an error. Its message may quote data (a driver's does), so it stays out. */
function withoutValues(error: Error & { code?: unknown }): Record<string, unknown> {
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? []
  return {
    type: error.name,
    ...(typeof error.code === 'string' ? { code: error.code } : {}),
    stack: frames.slice(0, 12).join('\n'),
    ...(error.cause instanceof Error ? { cause: withoutValues(error.cause) } : {}),
  }
}
