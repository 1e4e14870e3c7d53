import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckResult } from '../../../kaapana/check/check.ts'
import { type ImagingOptions, imagingChecks } from '../../../kaapana/check/imaging-checks.ts'
import { runChecks } from '../../../kaapana/check/run-checks.ts'
import type { Target } from '../../../kaapana/check/target.ts'
import { createFetch } from '../../../kaapana/http/kaapana-fetch.ts'
import { openSession } from '../../../kaapana/http/session.ts'
import { freePort } from '../../bench/free-port.ts'
import { type Receiver, startReceiver } from '../double/receiver.ts'
import { type KaapanaDouble, startDouble } from '../double/start-double.ts'

let double: KaapanaDouble
let receiver: Receiver
beforeEach(async () => {
  double = await startDouble()
  receiver = await startReceiver(double.state)
})
afterEach(async () => {
  await Promise.all([double.stop(), receiver.stop()])
})

function target(): Target {
  const { baseUrl, credentials, certificate } = double
  const trust = { certificateAuthority: certificate.cert }
  return {
    ...trust,
    baseUrl,
    httpPort: 0,
    fetch: createFetch(trust),
    session: () => openSession({ ...trust, ...credentials, baseUrl }),
  }
}

const run = (options: ImagingOptions = {}, of: Target = target()) =>
  runChecks(
    imagingChecks(of, {
      port: receiver.port,
      modalities: ['mr'],
      slices: 8,
      wait: 0.3,
      first: 10,
      ...options,
    }),
  )

const outcomes = (results: readonly CheckResult[]) =>
  Object.fromEntries(results.map(({ id, outcome }) => [id, outcome]))
const detailOf = (results: readonly CheckResult[], id: string) =>
  results.find((result) => result.id === id)?.detail

const ALL_PASSED = {
  'dicom.echo': 'passed',
  'dicom.store': 'passed',
  'dicom.index': 'passed',
  'dicom.pacs': 'passed',
  'dicom.thumbnail': 'passed',
  'dicom.delete': 'passed',
}

describe('the checks of images', () => {
  it('send, find and delete a CT and an MR series', async () => {
    const results = await run({ modalities: ['ct', 'mr'], slices: 20, wait: 10 })
    expect(outcomes(results)).toEqual(ALL_PASSED)
    expect(detailOf(results, 'dicom.pacs')).toBe('40 instances, each by its UID.')
    expect(detailOf(results, 'dicom.thumbnail')).toBe('2 thumbnails.')
    expect(receiver.titles[0]).toEqual([
      expect.stringMatching(/^kp-check-[0-9a-f]{6}$/),
      'kp-admin',
    ])
    expect(double.state.series.size).toBe(0)
    expect(double.state.datasets.size).toBe(0)
  })

  it('run a workflow on them before they are deleted, and fetch what it left', async () => {
    const results = await run({ workflow: true, wait: 10 })
    expect(outcomes(results)).toEqual({ ...ALL_PASSED, 'workflow.run': 'passed' })
    expect(detailOf(results, 'workflow.run')).toMatch(
      /^collect-metadata-\w+ left downloads\/collect-metadata-1_2026-01-15\.zip, \d+ bytes\.$/,
    )
    expect(double.state.jobs.map(({ dag_id }) => dag_id)).toEqual([
      'collect-metadata',
      'delete-series',
    ])
  })

  it('of one id do what it needs, and no more', async () => {
    const checks = imagingChecks(target(), { port: receiver.port, modalities: ['mr'], first: 10 })
    const [result] = await runChecks(checks.filter(({ id }) => id === 'dicom.pacs'))
    expect(result?.outcome).toBe('passed')
    expect(double.requests.join()).not.toContain('thumbnail')
  })

  it('fail at the port where nothing listens, and skip the rest', async () => {
    const results = await run({ port: await freePort() })
    expect(outcomes(results)).toEqual({
      ...Object.fromEntries(Object.keys(ALL_PASSED).map((id) => [id, 'skipped'])),
      'dicom.echo': 'failed',
    })
    expect(detailOf(results, 'dicom.echo')).toContain('ECONNREFUSED')
    expect(detailOf(results, 'dicom.store')).toBe('See dicom.echo.')
  })

  it('fail where the port takes only some, and delete those', async () => {
    await receiver.stop()
    let taken = 0
    receiver = await startReceiver(double.state, () => (++taken > 5 ? 0xa700 : 0))
    const results = await run()
    expect(outcomes(results)).toMatchObject({
      'dicom.store': 'failed',
      'dicom.index': 'skipped',
      'dicom.delete': 'passed',
    })
    expect(double.state.series.size).toBe(0)
    expect(detailOf(results, 'dicom.store')).toBe(
      '5 of 8 instances were taken: the peer answered A700, refused: out of resources.',
    )
  })

  it('fail where the data set never gets its series, and delete nevertheless', async () => {
    double.faults.add('dataset.empty')
    const results = await run()
    expect(outcomes(results)).toMatchObject({
      'dicom.index': 'failed',
      'dicom.pacs': 'passed',
      'dicom.thumbnail': 'skipped',
      'dicom.delete': 'passed',
    })
    expect(detailOf(results, 'dicom.index')).toMatch(
      /^Waited 0 s in vain: data set check-\w+ has 0 of 1 series; the runs of service-process/,
    )
    expect(double.state.series.size).toBe(0)
  })

  it('fail where the PACS has lost an instance', async () => {
    const { state } = double
    const receive = state.receive.bind(state)
    let count = 0
    state.receive = (dataset, series) =>
      receive(dataset, ++count === 7 ? { ...series, instanceUids: [] } : series)
    const results = await run()
    expect(outcomes(results)).toMatchObject({ 'dicom.store': 'passed', 'dicom.pacs': 'failed' })
    expect(detailOf(results, 'dicom.pacs')).toContain('1 of 8 instances are not in the PACS')
  })

  it('fail where the thumbnail is missing or no picture', async () => {
    const { state } = double
    const uid = () => [...state.series.keys()][0] ?? ''
    const missing = await run()
    expect(outcomes(missing)['dicom.thumbnail']).toBe('passed')
    const receive = state.receive.bind(state)
    state.receive = (dataset, series) => {
      receive(dataset, series)
      double.faults.add(`missing /kaapana-backend/dataset/series/${uid()}/thumbnail`)
    }
    const results = await run()
    expect(detailOf(results, 'dicom.thumbnail')).toBe(
      'GET /kaapana-backend/dataset/series/<uid>/thumbnail answers 200: no PNG.',
    )
  })

  it.each([
    ['jobs.fail', /^Workflow delete-series-\w+: job 1 \(delete-series-1\) failed\. Its log is/],
    [
      'jobs.stuck',
      /^Waited \d s in vain: workflow delete-series-\w+: 0 of 1 jobs finished \(queued\)\.$/,
    ],
  ] as const)('fail where deleting does not end: %s', async (fault, detail) => {
    double.faults.add(fault)
    const results = await run()
    expect(outcomes(results)).toEqual({ ...ALL_PASSED, 'dicom.delete': 'failed' })
    expect(detailOf(results, 'dicom.delete')).toMatch(detail)
  })

  it('send nothing without credentials, as it could not be deleted', async () => {
    const { session: _, ...without } = target()
    const results = await run({}, without)
    expect(outcomes(results)).toMatchObject({ 'dicom.echo': 'passed', 'dicom.store': 'skipped' })
    expect(double.state.series.size).toBe(0)
  })

  it('are refused before anything where the project makes no AE title', () => {
    expect(() => imagingChecks(target(), { project: 'a-long-project-name' })).toThrow(
      '--project makes no AE title',
    )
  })
})
