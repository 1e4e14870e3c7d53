/** State of one part the service needs. */
export type PartState = 'ok' | 'down' | 'not configured'

/** How the service stands to the registry its models come from. */
export type ModelSourceState =
  | 'not configured'
  | 'following'
  | 'no champion'
  | 'unavailable'
  | 'refused'

/** What /health, /readyz and /livez tell, asked at the moment of the answer. */
export interface HealthReport {
  ready: boolean
  model: PartState
  database: PartState
  mlflow: PartState
  model_source: ModelSourceState
}

export interface Health {
  report(): Promise<HealthReport>
  /** From now on not ready: the process is going down and wants no new requests. */
  drain(): void
}

/** Longest a part may take to answer before it counts as down. */
const TIMEOUT_MS = 2000

/** Health from real checks, made at the same time, each with a time-out. */
export function createHealth(parts: {
  modelLoaded: () => boolean
  pingDatabase: (timeoutMs: number) => Promise<unknown>
  mlflowUrl: string | undefined
  /** @default not configured */
  modelSource?: () => ModelSourceState
}): Health {
  let draining = false
  return {
    drain: () => {
      draining = true
    },
    report: async () => {
      const [database, mlflow] = await Promise.all([
        parts.pingDatabase(TIMEOUT_MS).then(
          (): PartState => 'ok',
          (): PartState => 'down',
        ),
        parts.mlflowUrl === undefined
          ? ('not configured' as const)
          : answers(`${parts.mlflowUrl}/health`),
      ])
      const model: PartState = parts.modelLoaded() ? 'ok' : 'down'
      const ready = !draining && model === 'ok' && database === 'ok'
      const source = parts.modelSource?.() ?? 'not configured'
      return { ready, model, database, mlflow, model_source: source }
    },
  }
}

async function answers(url: string): Promise<PartState> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    await answer.body?.cancel()
    return answer.status < 500 ? 'ok' : 'down'
  } catch {
    return 'down'
  }
}
