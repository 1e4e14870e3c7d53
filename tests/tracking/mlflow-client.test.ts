import { beforeAll, describe, expect, it } from 'vitest'
import {
  createMlflowClient,
  type MlflowClient,
  TrackingRefused,
} from '../../app/tracking/mlflow-client.ts'
import { isPrepared } from '../python/environment.ts'
import { startMlflow } from './mlflow-server.ts'

const MODEL = 'client-test'

describe.skipIf(!isPrepared())('the client, against a real MLflow server', () => {
  let url: string
  let client: MlflowClient
  beforeAll(async () => {
    url = (await startMlflow()).url
    client = createMlflowClient({ url })
  }, 100_000)

  const ask = async (path: string) =>
    (await fetch(`${url}/api/2.0/mlflow/${path}`)).json() as Promise<Record<string, never>>
  const run = () =>
    client.createRun({
      experiment: 'client-test',
      name: 'a run',
      parameters: { trees: '300', long: 'x'.repeat(7000) },
      tags: { origin: 'test' },
    })

  it('keeps a run with its parameters, tags, metrics, files and end', async () => {
    const { runId, artifactUri } = await run()
    await run()
    expect(artifactUri).toMatch(/^mlflow-artifacts:\//)
    const metrics = Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`m.${i}`, i / 7]))
    await client.logMetrics(runId, metrics)
    await client.putArtifact(runId, 'notes/über uns.txt', Buffer.from('Grüße'))
    await client.finishRun(runId, 'FINISHED')
    const { info, data } = (await ask(`runs/get?run_id=${runId}`)).run as never as {
      info: { status: string; run_name: string }
      data: Record<'params' | 'tags' | 'metrics', { key: string; value: string | number }[]>
    }
    expect(info).toMatchObject({ status: 'FINISHED', run_name: 'a run' })
    expect(data.params).toContainEqual({ key: 'trees', value: '300' })
    expect(data.tags).toContainEqual({ key: 'origin', value: 'test' })
    const kept = Object.fromEntries(data.metrics.map(({ key, value }) => [key, value]))
    expect(kept).toEqual(metrics)
    const { files } = await ask(`artifacts/list?run_id=${runId}&path=notes`)
    expect(files).toMatchObject([{ path: 'notes/über uns.txt', file_size: 7 }])
  })

  it('registers versions, moves aliases, and reads the files back', async () => {
    const { runId } = await run()
    const bytes = Uint8Array.of(0, 255, 10, 13)
    await client.putArtifact(runId, 'model/readmission.json', bytes)
    const model = { name: MODEL, runId, path: 'model', tags: { sha256: 'ab' } }
    expect(await client.versionAt(MODEL, 'champion')).toBeUndefined()
    const first = await client.registerVersion(model)
    expect(await client.versionAt(MODEL, 'champion')).toBeUndefined()
    // Another client does not know the run's folder and asks for it.
    const second = await createMlflowClient({ url }).registerVersion(model)
    expect([first.version, second.version]).toEqual(['1', '2'])
    await client.setAlias(MODEL, 'champion', first.version)
    await client.setAlias(MODEL, 'champion', second.version)
    await client.tagVersion(second, { sha256: 'cd', decision: '{"promote":true}' })
    const champion = await client.versionAt(MODEL, 'champion')
    const tags = { sha256: 'cd', decision: '{"promote":true}' }
    expect(champion).toEqual({ ...second, tags })
    expect(champion?.source).toMatch(/^mlflow-artifacts:\/.*\/artifacts\/model$/)
    expect(await client.readArtifact(second, 'readmission.json', 4)).toEqual(Buffer.from(bytes))
  })

  it("names MLflow's reason where it refuses", async () => {
    const version = { name: MODEL, version: '99', source: '', tags: {} }
    const refused = client.readArtifact(version, 'readmission.json', 10)
    await expect(refused).rejects.toThrow(TrackingRefused)
    await expect(refused).rejects.toMatchObject({ reason: 'RESOURCE_DOES_NOT_EXIST' })
  })
})
