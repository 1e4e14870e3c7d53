import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../app/store/store.ts'
import { REALISTIC, staysTable } from '../cli/stays-table.ts'
import {
  ADMIN,
  copyOfEmptyDatabase,
  startTestService,
  type TestService,
} from '../http/start-service.ts'
import { type ChildService, startChildService } from '../service/child-service.ts'
import { until } from '../until.ts'

const PATIENT = {
  patient_id: 'P-1',
  age: 70,
  gender: 'female',
  conditions: [],
  medications: [],
  recent_encounters: 2,
}

describe('retraining on a table', () => {
  let dataDir: string
  let service: TestService
  let token: string
  const start = async (): Promise<void> => {
    const TRAINING_DATA_PATH = join(dataDir, 'stays.csv')
    service = await startTestService({ DATA_DIR: dataDir, TRAINING_DATA_PATH })
    token = await service.token()
  }
  beforeAll(async () => {
    dataDir = copyOfEmptyDatabase()
    const table = staysTable(40_000, REALISTIC)
    writeFileSync(join(dataDir, 'stays.csv'), `${table.join('\n')}\n`)
    await start()
  })
  afterAll(async () => {
    await service.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const retrain = (n_patients = 1_000_000) =>
    service.call('POST', '/api/v1/admin/retrain', { token, body: { n_patients } })
  const status = async () =>
    (await service.call('GET', '/api/v1/admin/retrain/status', { token })).json
  const ended = () =>
    until('the training ended', async () => {
      const now = await status()
      return now.running ? undefined : now
    })
  const served = async () =>
    Number((await service.call('POST', '/api/v1/predict', { body: PATIENT })).json.model.version)
  const models = async () =>
    (await service.call('GET', '/api/v1/admin/models', { token })).json.models

  it('tells that there has been none', async () => {
    expect(await status()).toMatchObject({ running: false, started_at: null, outcome: null })
    expect(await service.call('POST', '/api/v1/admin/retrain/cancel', { token })).toMatchObject({
      status: 409,
    })
  })

  it('refuses a candidate worse than the model in service, with the rule it broke', async () => {
    expect(await retrain(100)).toMatchObject({ status: 200, json: { status: 'started' } })
    const { outcome, reasons, roc_auc, current_roc_auc, n_samples } = await ended()
    expect(outcome).toBe('refused')
    expect(reasons.filter((one: { passed: boolean }) => !one.passed).length).toBeGreaterThan(0)
    expect(roc_auc).toBeLessThan(current_roc_auc)
    expect(n_samples).toBeLessThan(10_000)
    expect(await served()).toBe(1)
    expect(await models()).toMatchObject([
      { version: 2, serving: false, source: 'table', promoted_at: null },
      { version: 1, serving: true },
    ])
  })

  it('promotes one that passes every rule; until then predictions come from the one before', async () => {
    expect((await retrain()).json).toEqual({ status: 'started', n_patients: 1_000_000 })
    expect(await retrain()).toMatchObject({
      status: 409,
      json: { detail: 'Training is already running' },
    })
    const during: number[] = []
    const { outcome, reasons, n_samples } = await until('the training ended', async () => {
      during.push(await served())
      const now = await status()
      return now.running ? undefined : now
    })
    expect(outcome).toBe('promoted')
    expect(reasons.every((one: { passed: boolean }) => one.passed)).toBe(true)
    expect(n_samples).toBe(40_000)
    expect(during.length).toBeGreaterThan(2)
    expect(during[0]).toBe(1)
    expect(await served()).toBe(3)
    expect((await models())[0]).toMatchObject({ version: 3, serving: true })
  })

  it('goes back to any kept version', async () => {
    const back = await service.call('POST', '/api/v1/admin/models/1/serve', { token })
    expect(back).toMatchObject({ status: 200, json: { version: 1, serving: true } })
    expect(await served()).toBe(1)
    const none = await service.call('POST', '/api/v1/admin/models/77/serve', { token })
    expect(none).toMatchObject({ status: 404, json: { detail: 'Model version not found' } })
  })

  it('promotes a kept version for an administrator, if the gate lets it pass', async () => {
    const promote = (version: number) =>
      service.call('POST', `/api/v1/admin/models/${version}/promote`, { token })
    const [first, second] = await Promise.all([promote(3), promote(3)])
    expect([first.status, second.status].sort()).toEqual([200, 409])
    const { json } = first.status === 200 ? first : second
    expect(json).toMatchObject({ version: 3, promoted: true })
    expect(json.reasons.map((one: { rule: string }) => one.rule)).toContain('every institution')
    expect(await served()).toBe(3)
    expect((await promote(77)).json.detail).toBe('Model version not found')
    await service.call('POST', '/api/v1/admin/models/1/serve', { token })
  })

  it('compares two kept versions on the same held-out patients, and decides nothing', async () => {
    const compare = await service.call('POST', '/api/v1/admin/models/compare', {
      token,
      body: { first: 3, second: 1 },
    })
    expect(compare.status, compare.text).toBe(200)
    const { first, second, difference, held_out_sha256, stays } = compare.json
    for (const { evaluation } of [first, second]) {
      expect(evaluation.data.held_out_sha256).toBe(held_out_sha256)
      expect(evaluation.overall.stays).toBe(stays)
    }
    expect(difference.auc).toBeCloseTo(
      first.evaluation.overall.auc - second.evaluation.overall.auc,
      5,
    )
    expect(difference.auc_interval.low).toBeLessThanOrEqual(difference.auc)
    expect(difference.auc_interval.high).toBeGreaterThanOrEqual(difference.auc)
    expect(compare.json).toMatchObject({ judged_on: 'table', gate: { would_pass: true } })
    const worse = await service.call('POST', '/api/v1/admin/models/compare', {
      token,
      body: { first: 2, second: 1 },
    })
    expect(worse.json.difference.auc).toBeLessThan(0)
    expect(worse.json.gate.would_pass).toBe(false)
    expect(await served()).toBe(1)
    const kept = await service.call('GET', '/api/v1/models/2/evaluation', { token })
    expect(kept.json.model.sha256).toBe((await models())[1].sha256)
  })

  it('takes a refusal by a person, with a reason, for good', async () => {
    const refuse = (version: number, reason: unknown) =>
      service.call('POST', `/api/v1/admin/models/${version}/refuse`, { token, body: { reason } })
    expect((await refuse(2, '')).status).toBe(422)
    expect(await refuse(1, 'No.')).toMatchObject({ status: 409 })
    expect(await refuse(77, 'No.')).toMatchObject({ status: 404 })
    const reason = { rule: 'not refused by a person', passed: false, detail: 'user:1: No.' }
    expect(await refuse(2, 'No.')).toMatchObject({
      status: 200,
      json: { version: 2, promoted: false, reasons: [reason] },
    })
    const again = await service.call('POST', '/api/v1/admin/models/2/promote', { token })
    expect(again.json).toEqual({ version: 2, promoted: false, reasons: [reason] })
    expect((await models())[1].reasons).toEqual([reason])
  })

  it('keeps a candidate without deciding where a person wants to', async () => {
    const body = { n_patients: 15_000, promote: false }
    await service.call('POST', '/api/v1/admin/retrain', { token, body })
    expect(await ended()).toMatchObject({ outcome: 'candidate', candidate_version: 4, reasons: [] })
    expect(await served()).toBe(1)
    expect((await models())[0]).toMatchObject({ version: 4, promoted_at: null, reasons: [] })
  })

  it('trains on the public table beside the own one, while a model of it serves', async () => {
    const data = await service.call('GET', '/api/v1/admin/retrain/data', { token })
    expect(data.json).toEqual({ own: 'table', public_table: true })
    const body = { n_patients: 100, data: 'public', promote: false }
    await service.call('POST', '/api/v1/admin/retrain', { token, body })
    expect(await ended()).toMatchObject({ outcome: 'candidate', candidate_version: 5 })
    expect((await models())[0]).toMatchObject({ version: 5, source: 'public table' })
  })

  it('is cancelled on request, and keeps nothing', async () => {
    await retrain()
    await until('it is training', async () => ((await status()).progress > 0 ? true : undefined))
    const cancel = await service.call('POST', '/api/v1/admin/retrain/cancel', { token })
    expect(cancel).toMatchObject({ status: 200, json: { status: 'cancelled' } })
    expect(await status()).toMatchObject({ running: false, outcome: 'cancelled', roc_auc: null })
    expect(await models()).toHaveLength(5)
  })

  it('is interrupted by a stop of the service, which remembers it and its models', async () => {
    await retrain()
    await service.close()
    await start()
    expect(await status()).toMatchObject({ running: false, outcome: 'interrupted' })
    expect(await served()).toBe(1)
    expect(await models()).toHaveLength(5)
  })

  it('leaves every decision in an audit trail that verifies', async () => {
    const { json } = await service.call('POST', '/api/v1/admin/audit/verify', { token })
    expect(json).toMatchObject({ intact: true, problems: [] })
    await service.close()
    const store = await openStore({ dataDir, synced: false })
    const { rows } = await store.pool.query(
      `select kind, outcome, details->'version' as version from audit_rows
       where kind in ('promotion', 'model-served') order by seq`,
    )
    await store.close()
    expect(rows).toEqual([
      { kind: 'promotion', outcome: 'refused', version: 2 },
      { kind: 'promotion', outcome: 'promoted', version: 3 },
      { kind: 'model-served', outcome: 'ok', version: 1 },
      { kind: 'promotion', outcome: 'promoted', version: 3 },
      { kind: 'model-served', outcome: 'ok', version: 1 },
      { kind: 'promotion', outcome: 'refused', version: 2 },
      { kind: 'promotion', outcome: 'refused', version: 2 },
    ])
    await start()
  })
})

describe('retraining in a process that is killed', () => {
  const post = async (service: ChildService, path: string, body: unknown, token?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    return (await (await fetch(`${service.url}${path}`, init)).json()) as Record<string, string>
  }

  it('is interrupted, and the next one can start', async () => {
    const dataDir = copyOfEmptyDatabase()
    const table = join(dataDir, 'stays.csv')
    writeFileSync(table, `${staysTable(40_000).join('\n')}\n`)
    const env = { TRAINING_DATA_PATH: table }
    const first = await startChildService(dataDir, env)
    const { token } = await post(first, '/api/v1/auth/login', ADMIN)
    await post(first, '/api/v1/admin/retrain', { n_patients: 1_000_000 }, token)
    expect(await first.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' })
    const again = await startChildService(dataDir, env)
    const headers = { authorization: `Bearer ${token}` }
    const status = await fetch(`${again.url}/api/v1/admin/retrain/status`, { headers })
    expect(await status.json()).toMatchObject({
      running: false,
      outcome: 'interrupted',
      error: 'The process that was training ended.',
    })
    const next = await post(again, '/api/v1/admin/retrain', { n_patients: 100 }, token)
    expect(next).toMatchObject({ status: 'started' })
    expect(await again.stop()).toMatchObject({ code: 0 })
    rmSync(dataDir, { recursive: true, force: true })
  })
})
