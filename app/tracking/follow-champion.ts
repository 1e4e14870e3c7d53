import { ModelFileError } from '../forest/model-file-error.ts'
import type { ModelSourceState } from '../health/health.ts'
import type { Logger } from '../logging/logger.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { AdoptedModel } from '../registry/adopt-model.ts'
import type { StoredRegistry } from '../registry/stored-registry.ts'
import { decisionOn, modelBytes } from './champion.ts'
import type { MlflowClient, RegisteredVersion } from './mlflow-client.ts'
import { MODEL_NAME, VERSION_TAGS } from './registered-model.ts'

/**
 * How the service stands to MLflow's champion, by the last look: `following` it (or a version that
 * an administrator put in its place), there is `no champion`, the registry is `unavailable`, or its
 * champion is `refused`. In the last three the service goes on with the model it has.
 */
export type FollowState = Exclude<ModelSourceState, 'not configured'>

/** What following works with. */
export interface FollowParts {
  client: MlflowClient
  registry: Pick<StoredRegistry, 'adopt' | 'followed'>
  /** Pause between two looks. */
  everyMs: number
  logger: Logger
  metrics: Pick<Metrics, 'modelSourceHealthy' | 'modelReloads'>
  /** Writes into the audit trail that a champion is about to serve. */
  recordAdoption?: (adoption: {
    champion: string
    version: number
    sha256: string
  }) => Promise<unknown>
  /** @default HealthAllianceReadmissionModel */
  modelName?: string
}

/** A service that follows the champion. */
export interface ChampionFollower {
  /** Undefined until the first look has ended. */
  state(): FollowState | undefined
  /** Settles when the first look has ended, however it did. */
  first: Promise<void>
  /** Looks no more; settles when a look under way has ended. */
  close(): Promise<void>
}

/** A champion that must not serve, and why. */
class ChampionRefused extends Error {
  override name = 'ChampionRefused'
}

/**
 * Looks again and again which version MLflow calls champion, and serves it when that is another one
 * than before: after the promotion gate's decision on it was found, its file's seal verified and its
 * digest compared with the version's. Whatever goes wrong, the model in service stays.
 *
 * A champion is adopted once. Whoever serves another version afterwards (an administrator who rolls
 * back) is not overruled until the champion changes.
 */
export function followChampion(parts: FollowParts): ChampionFollower {
  let state: FollowState | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    const before = state
    state = await lookOnce(parts, (problem, error) => {
      // The detail is MLflow's word, so its kind goes into the log and not its text.
      if (before !== problem && !closed) parts.logger.warn({ err: error }, MESSAGES[problem])
    })
    if (before !== state && before !== undefined && isHealthy(state))
      parts.logger.info({ state }, 'the model registry is in order again')
    parts.metrics.modelSourceHealthy.set(isHealthy(state) ? 1 : 0)
  }
  let current = Promise.resolve()
  const goOn = (): void => {
    if (closed) return
    current = look().finally(() => {
      if (!closed) timer = setTimeout(goOn, parts.everyMs).unref()
    })
  }
  goOn()
  return {
    state: () => state,
    first: current,
    close: async () => {
      closed = true
      clearTimeout(timer)
      await current
    },
  }
}

const MESSAGES = {
  unavailable: 'the model registry was not followed; the model in service stays',
  refused: 'the champion of the model registry is refused; the model in service stays',
} as const

const isHealthy = (state: FollowState): boolean => state === 'following' || state === 'no champion'

/** Never rejects. */
async function lookOnce(
  parts: FollowParts,
  onProblem: (problem: 'unavailable' | 'refused', error: unknown) => void,
): Promise<FollowState> {
  const { client, registry, metrics, logger, modelName = MODEL_NAME } = parts
  try {
    const version = await client.versionAt(modelName, 'champion')
    if (version === undefined) return 'no champion'
    const champion = championIn(version)
    if ((await registry.followed()) === champion) return 'following'
    await adopt(parts, version, champion)
    metrics.modelReloads.inc({ result: 'success' })
    logger.info({ champion }, 'serving the champion of the model registry')
    return 'following'
  } catch (error) {
    const isRefused = error instanceof ChampionRefused || error instanceof ModelFileError
    const problem = isRefused ? 'refused' : 'unavailable'
    if (isRefused) metrics.modelReloads.inc({ result: 'failure' })
    onProblem(problem, error)
    return problem
  }
}

/** Version numbers begin again where somebody deletes the model: only with the digest they are one. */
const championIn = ({ name, version, tags }: RegisteredVersion): string =>
  `${name}/${version} ${tags[VERSION_TAGS.sha256] ?? ''}`

async function adopt(
  { client, registry, recordAdoption }: FollowParts,
  version: RegisteredVersion,
  champion: string,
): Promise<void> {
  const sha256 = version.tags[VERSION_TAGS.sha256]
  if (sha256 === undefined) throw new ChampionRefused('no digest: it was not registered by us')
  const decision = decisionOn(version)
  if (decision?.promote !== true)
    throw new ChampionRefused('the promotion gate has not promoted this version')
  const adopted: AdoptedModel = {
    bytes: await modelBytes(client, version),
    sha256,
    source: `mlflow ${version.name}/${version.version}`,
    decision,
    champion,
  }
  if (recordAdoption !== undefined)
    adopted.beforeServing = (kept) => recordAdoption({ champion: adopted.source, ...kept })
  await registry.adopt(adopted)
}
