import { z } from 'zod'
import {
  createMlflowHttp,
  type MlflowHttp,
  TrackingRefused,
  type TrackingServer,
  TrackingUnavailable,
} from './mlflow-http.ts'

export { TrackingRefused, TrackingUnavailable } from './mlflow-http.ts'

/** A version of a registered model. */
export interface RegisteredVersion {
  readonly name: string
  readonly version: string
  /** Where its files are, as MLflow names it. */
  readonly source: string
  readonly tags: Readonly<Record<string, string>>
}

/** What a run is made of when it begins. */
export interface NewRun {
  experiment: string
  name: string
  parameters: Readonly<Record<string, string>>
  tags: Readonly<Record<string, string>>
}

/** The names under which versions of a model stand. */
export type ModelAlias = 'candidate' | 'champion'

/**
 * What this project needs of MLflow, over its REST interface: the SDK is Python. Every function
 * rejects with TrackingUnavailable where MLflow is away or answers nonsense, and with
 * TrackingRefused where it refuses.
 */
export interface MlflowClient {
  /** Begins a run; the experiment is made where it is missing. */
  createRun(run: NewRun): Promise<{ runId: string; artifactUri: string }>
  logMetrics(runId: string, metrics: Readonly<Record<string, number>>): Promise<void>
  /** Keeps a file below the run's artifacts. */
  putArtifact(runId: string, path: string, bytes: Uint8Array): Promise<void>
  finishRun(runId: string, status: 'FINISHED' | 'FAILED'): Promise<void>
  /** Registers the folder `path` of a run's artifacts; the model is made where it is missing. */
  registerVersion(model: {
    name: string
    runId: string
    path: string
    tags: Readonly<Record<string, string>>
  }): Promise<RegisteredVersion>
  /** Adds tags to a version, replacing those of the same name. */
  tagVersion(
    version: Pick<RegisteredVersion, 'name' | 'version'>,
    tags: Readonly<Record<string, string>>,
  ): Promise<void>
  setAlias(name: string, alias: ModelAlias, version: string): Promise<void>
  /** The version an alias stands for; undefined where there is no such alias or model. */
  versionAt(name: string, alias: string): Promise<RegisteredVersion | undefined>
  /** A file of a version, at most `most` bytes long. */
  readArtifact(version: RegisteredVersion, path: string, most: number): Promise<Uint8Array>
}

/** Metrics that MLflow takes in one request. */
const METRICS_AT_ONCE = 1000

/** Parameters that MLflow takes in one request. */
const PARAMETERS_AT_ONCE = 100

/** Longest value of a parameter that MLflow keeps. */
const LONGEST_PARAMETER = 6000

const nothing = z.unknown()
const tagList = z.array(z.object({ key: z.string(), value: z.string() })).default([])
const experimentId = z.object({ experiment_id: z.string().min(1) })
const runInfo = z.object({
  run: z.object({ info: z.object({ run_id: z.string().min(1), artifact_uri: z.string() }) }),
})
const modelVersion = z.object({
  model_version: z.object({
    name: z.string(),
    version: z.coerce.string().min(1),
    source: z.string().default(''),
    tags: tagList,
  }),
})

/** A client of the MLflow server at `server.url`; it connects when it is asked for something. */
export function createMlflowClient(server: TrackingServer): MlflowClient {
  const http = createMlflowHttp(server)
  const artifacts = createArtifactFolders(http)
  return {
    ...runFunctions(http, artifacts),
    ...registryFunctions(http, artifacts),
  }
}

type RunFunctions = Pick<MlflowClient, 'createRun' | 'logMetrics' | 'putArtifact' | 'finishRun'>

function runFunctions(http: MlflowHttp, artifacts: ArtifactFolders): RunFunctions {
  return {
    createRun: async ({ experiment, name, parameters, tags }) => {
      const answer = await http.ask('runs/create', runInfo, {
        experiment_id: await experimentNamed(http, experiment),
        run_name: name,
        start_time: Date.now(),
        tags: pairs(tags),
      })
      const { run_id: runId, artifact_uri: artifactUri } = answer.run.info
      artifacts.remember(runId, artifactUri)
      const params = pairs(parameters).map(({ key, value }) => ({
        key,
        value: value.slice(0, LONGEST_PARAMETER),
      }))
      for (const some of slices(params, PARAMETERS_AT_ONCE))
        await http.ask('runs/log-batch', nothing, { run_id: runId, params: some })
      return { runId, artifactUri }
    },
    logMetrics: async (runId, metrics) => {
      const timestamp = Date.now()
      const all = Object.entries(metrics).map(([key, value]) => ({
        key,
        value,
        timestamp,
        step: 0,
      }))
      for (const some of slices(all, METRICS_AT_ONCE))
        await http.ask('runs/log-batch', nothing, { run_id: runId, metrics: some })
    },
    putArtifact: async (runId, path, bytes) =>
      http.writeFile(`${await artifacts.ofRun(runId)}/${path}`, bytes),
    finishRun: async (runId, status) => {
      await http.ask('runs/update', nothing, { run_id: runId, status, end_time: Date.now() })
    },
  }
}

function registryFunctions(
  http: MlflowHttp,
  artifacts: ArtifactFolders,
): Omit<MlflowClient, keyof RunFunctions> {
  return {
    registerVersion: async ({ name, runId, path, tags }) => {
      await orWhereRefused('RESOURCE_ALREADY_EXISTS', undefined, () =>
        http.ask('registered-models/create', nothing, { name }),
      )
      const source = `${await artifacts.uriOfRun(runId)}/${path}`
      const body = { name, source, run_id: runId, tags: pairs(tags) }
      return versionOf(await http.ask('model-versions/create', modelVersion, body))
    },
    tagVersion: async ({ name, version }, tags) => {
      for (const tag of pairs(tags))
        await http.ask('model-versions/set-tag', nothing, { name, version, ...tag })
    },
    setAlias: async (name, alias, version) => {
      await http.ask('registered-models/alias', nothing, { name, alias, version })
    },
    versionAt: (name, alias) =>
      // A model without the alias is "invalid", a missing model does "not exist".
      orWhereRefused('RESOURCE_DOES_NOT_EXIST', undefined, () =>
        orWhereRefused('INVALID_PARAMETER_VALUE', undefined, async () => {
          const query = new URLSearchParams({ name, alias })
          return versionOf(await http.ask(`registered-models/alias?${query}`, modelVersion))
        }),
      ),
    readArtifact: async ({ name, version }, path, most) => {
      // The SDK registers folders that belong to no run: only this answer says where they are.
      const query = new URLSearchParams({ name, version })
      const answer = z.object({ artifact_uri: z.string() })
      const at = await http.ask(`model-versions/get-download-uri?${query}`, answer)
      return http.readFile(`${folderOf(at.artifact_uri)}/${path}`, most)
    },
  }
}

/** Runs and the folders of the artifact store that are theirs. */
interface ArtifactFolders {
  remember(runId: string, uri: string): void
  uriOfRun(runId: string): Promise<string>
  ofRun(runId: string): Promise<string>
}

function createArtifactFolders(http: MlflowHttp): ArtifactFolders {
  const known = new Map<string, string>()
  const uriOfRun = async (runId: string): Promise<string> => {
    const found = known.get(runId)
    if (found !== undefined) return found
    const { run } = await http.ask(`runs/get?${new URLSearchParams({ run_id: runId })}`, runInfo)
    known.set(runId, run.info.artifact_uri)
    return run.info.artifact_uri
  }
  return {
    remember: (runId, uri) => void known.set(runId, uri),
    uriOfRun,
    ofRun: async (runId) => folderOf(await uriOfRun(runId)),
  }
}

/** The path below MLflow's artifact store. Other stores would need their own credentials here. */
function folderOf(uri: string): string {
  const path = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.+?)\/*$/.exec(uri)?.[1]
  if (path !== undefined) return path
  const scheme = uri.slice(0, uri.indexOf(':'))
  throw new TrackingUnavailable(
    `MLflow keeps this artifact in ${scheme === '' ? 'a place of its own' : scheme}, not in its artifact store: start it with --artifacts-destination`,
  )
}

async function experimentNamed(http: MlflowHttp, name: string): Promise<string> {
  const made = await orWhereRefused('RESOURCE_ALREADY_EXISTS', undefined, () =>
    http.ask('experiments/create', experimentId, { name }),
  )
  if (made !== undefined) return made.experiment_id
  const query = new URLSearchParams({ experiment_name: name })
  const answer = z.object({ experiment: experimentId })
  return (await http.ask(`experiments/get-by-name?${query}`, answer)).experiment.experiment_id
}

async function orWhereRefused<Wanted, Other>(
  reason: string,
  other: Other,
  ask: () => Promise<Wanted>,
): Promise<Wanted | Other> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof TrackingRefused && error.reason === reason) return other
    throw error
  }
}

const pairs = (record: Readonly<Record<string, string>>): { key: string; value: string }[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }))

function* slices<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

const versionOf = (answer: z.output<typeof modelVersion>): RegisteredVersion => {
  const { name, version, source, tags } = answer.model_version
  return {
    name,
    version,
    source,
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
  }
}
