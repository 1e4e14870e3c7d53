import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RandomSource } from '../../app/forest/random-source.ts'
import { KEYS, startTestService, type TestService } from '../http/start-service.ts'
import { until } from '../until.ts'

const DAY = 86_400_000
const START = Date.UTC(2022, 0, 1)
const instant = (day: number): string =>
  `${new Date(START + day * DAY).toISOString().slice(0, 19)}Z`

/** A patient's stays: the more there were, the sooner the next one comes. */
function history(patient: string, random: RandomSource): object[] {
  const records: object[] = [
    {
      resourceType: 'Patient',
      id: patient,
      gender: random.below(2) === 0 ? 'female' : 'male',
      birthDate: `${1930 + random.below(60)}-05-01`,
    },
  ]
  let day = random.below(300)
  for (let stay = 0; stay < 6 && day < 900; stay++) {
    const length = 1 + random.below(6)
    records.push({
      resourceType: 'Encounter',
      id: `${patient}-${stay}`,
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
      subject: { reference: `Patient/${patient}` },
      period: { start: instant(day), end: instant(day + length) },
    })
    const soon = random.below(100) < 15 + 14 * stay
    day += length + (soon ? 5 + random.below(20) : 60 + random.below(300))
  }
  return records
}

/** An institution's patients as NDJSON. */
function patients(count: number, seed: number): string {
  const random = new RandomSource(seed, 0)
  const all = Array.from({ length: count }, (_, n) => history(`pat-${n}`, random)).flat()
  return all.map((record) => `${JSON.stringify(record)}\n`).join('')
}

describe('retraining on stored patients', () => {
  let service: TestService
  let token: string
  beforeAll(async () => {
    // Pseudonyms decide who is held out: with a random key the figures would differ each time.
    service = await startTestService({ AUDIT_KEY: 'audit-key-of-the-stored-patients' })
    token = await service.token()
  })
  afterAll(() => service.close())

  const retrain = async () => {
    const body = { n_patients: 10_000 }
    const { status } = await service.call('POST', '/api/v1/admin/retrain', { token, body })
    expect(status).toBe(200)
    return until('the training ended', async () => {
      const { json } = await service.call('GET', '/api/v1/admin/retrain/status', { token })
      return json.running ? undefined : json
    })
  }
  const ingest = async (key: string, body: string) => {
    const headers = { 'content-type': 'application/fhir+ndjson' }
    const answer = await service.call('POST', '/api/v1/data/ingest', { key, body, headers })
    expect(answer.json).toMatchObject({ rejected: 0 })
    return answer.json.accepted as number
  }

  it('fails where nothing is stored, and says what to do', async () => {
    expect(await retrain()).toMatchObject({
      outcome: 'failed',
      roc_auc: null,
      error: expect.stringMatching(/nothing to train on: ingest patients .* TRAINING_DATA_PATH/),
    })
  })

  it('fails where too few are stored to judge on, with the reason', async () => {
    await ingest(KEYS.embl, patients(3, 3))
    const { outcome, error } = await retrain()
    expect(outcome).toBe('failed')
    expect(error).toMatch(/^Too few stays to learn from and to judge on: .* of other patients/)
  })

  it('labels the stays of all institutions and learns from them', async () => {
    const records =
      (await ingest(KEYS.dkfz, patients(250, 1))) + (await ingest(KEYS.ukhd, patients(150, 2)))
    const { outcome, error, n_samples, roc_auc, current_roc_auc } = await retrain()
    expect({ outcome: outcome === 'promoted' || outcome === 'refused', error }).toEqual({
      outcome: true,
      error: null,
    })
    // Every stay is a row, except those whose 30 days were not over at the end of the records.
    const stays = records - 400
    expect(n_samples).toBeGreaterThan(stays * 0.95)
    expect(n_samples).toBeLessThanOrEqual(stays + 20)
    expect(roc_auc).toBeGreaterThan(0.55)
    expect(current_roc_auc).toBeGreaterThan(0.55)
    const { json } = await service.call('GET', '/api/v1/admin/models', { token })
    expect(json.models[0]).toMatchObject({ version: 2, source: 'stored patients' })
  })
})
