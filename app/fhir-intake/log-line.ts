import type { IntakeOutcome } from './intake-file.ts'

const METRICS = ['AcceptedRecords', 'RejectedRecords', 'RefusedFiles'] as const

/**
 * The log line of a file, which CloudWatch also reads as metrics (embedded metric format). It names
 * the institution and the version, never the key: people put names into file names.
 */
export function outcomeLine(
  outcome: IntakeOutcome,
  about: { version: string; message: string; milliseconds: number; functionName: string },
): string {
  const { state, institution, accepted, rejected } = outcome
  const { functionName, ...rest } = about
  return JSON.stringify({
    level: state === 'refused' ? 'warn' : 'info',
    event: `file ${state}`,
    institution,
    ...rest,
    Function: functionName,
    AcceptedRecords: accepted,
    RejectedRecords: rejected,
    RefusedFiles: state === 'refused' ? 1 : 0,
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: 'DataSpace/FhirIntake',
          Dimensions: [['Function']],
          Metrics: METRICS.map((Name) => ({ Name, Unit: 'Count' })),
        },
      ],
    },
  })
}

/** The log line of a failure: kind, code and place. A message may quote data, so it stays out. */
export function failureLine(error: unknown, message: string): string {
  const { name, code, stack } = error as Error & { code?: unknown }
  const frames = stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? []
  return JSON.stringify({
    level: 'error',
    event: 'file failed, to be tried again',
    message,
    type: name,
    ...(typeof code === 'string' && { code }),
    stack: frames.slice(0, 8).join('\n'),
  })
}
