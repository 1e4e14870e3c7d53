import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestService, type TestService } from './start-service.ts'

const HIGH = {
  patient_id: 'P-1',
  age: 75,
  gender: 'male',
  conditions: Array.from({ length: 8 }, (_, i) => `condition ${i}`),
  medications: Array.from({ length: 16 }, (_, i) => `drug ${i}`),
  recent_encounters: 3,
}

describe('a prediction', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService()
  })
  afterAll(() => service.close())

  it('explains itself: baseline and contributions sum to score and probability', async () => {
    const { json } = await service.call('POST', '/api/v1/predict', { body: HIGH })
    const sum = (member: 'score' | 'probability'): number =>
      json.contributions.reduce(
        (total: number, one: Record<string, number>) => total + (one[member] as number),
        json.baseline[member],
      )
    expect(sum('probability')).toBeCloseTo(json.probability, 10)
    expect(sum('score')).toBeCloseTo(json.readmission_risk, 2)
    expect(json.contributions).toHaveLength(5)
    expect(json.recommendations).toEqual([
      'Immediate follow-up within 48 hours',
      'Consider home health services',
      'Review medication plan',
    ])
    expect(json.readmission_risk).toBe(Number(json.readmission_risk.toFixed(2)))
    expect(json.confidence).toBeCloseTo(json.readmission_risk, 10)
  })

  it('is in the audit trail before it is told, without the patient in it', async () => {
    const { json } = await service.call('POST', '/api/v1/predict', { body: HIGH })
    const row = await service.call('GET', `/api/v1/audit/${json.prediction_id}`)
    expect(row.json).toMatchObject({
      id: json.prediction_id,
      kind: 'prediction',
      institution: 'dkfz',
      actor: 'key:dkfz',
      decision: 'HIGH',
      model_sha256: json.model.sha256,
      outcome: 'ok',
    })
    expect(row.text).not.toContain('P-1')
    expect(row.text).not.toContain('condition')
  })

  it('gives the same patient another pseudonym at another institution', async () => {
    const subjects = await Promise.all(
      (['dkfz', 'dkfz', 'ukhd'] as const).map(async (id) => {
        const key = `contract-key-of-${id}-${id === 'dkfz' ? '31415926' : '27182818'}`
        const { json } = await service.call('POST', '/api/v1/predict', { body: HIGH, key })
        return (await service.call('GET', `/api/v1/audit/${json.prediction_id}`, { key })).json
          .subject_pseudonym
      }),
    )
    expect(subjects[0]).toBe(subjects[1])
    expect(subjects[0]).not.toBe(subjects[2])
  })

  it('averages over both genders where it is unknown', async () => {
    const risk = async (gender: string): Promise<number> =>
      (await service.call('POST', '/api/v1/predict', { body: { ...HIGH, gender } })).json.baseline
        .score +
      (
        await service.call('POST', '/api/v1/predict', { body: { ...HIGH, gender } })
      ).json.contributions.reduce((total: number, one: { score: number }) => total + one.score, 0)
    const [male, female, unknown] = [await risk('Male'), await risk('female'), await risk('other')]
    expect(unknown).toBeGreaterThanOrEqual(Math.min(male, female) - 1e-9)
    expect(unknown).toBeLessThanOrEqual(Math.max(male, female) + 1e-9)
  })

  it('is refused for another institution than the key’s, and for one nobody knows', async () => {
    const other = await service.call('POST', '/api/v1/predict', {
      body: { ...HIGH, institution_id: 'UKHD' },
    })
    expect(other.status).toBe(403)
    const nowhere = await service.call('POST', '/api/v1/predict', {
      body: { ...HIGH, institution_id: 'nowhere' },
    })
    expect(nowhere.status).toBe(422)
    const own = await service.call('POST', '/api/v1/predict', {
      body: { ...HIGH, institution_id: 'DKFZ' },
    })
    expect(own.status).toBe(200)
  })

  it('for a batch answers each item for itself, in order', async () => {
    const { status, json } = await service.call('POST', '/api/v1/predict/batch', {
      body: { patients: [HIGH, { age: 65 }, { ...HIGH, patient_id: ',"error":{' }, null] },
    })
    expect(status).toBe(200)
    expect(json).toMatchObject({ succeeded: 2, failed: 2 })
    expect(json.results.map((one: { index: number }) => one.index)).toEqual([0, 1, 2, 3])
    expect(json.results[0].prediction.risk_level).toBe('HIGH')
    expect(json.results[1].error.status).toBe(422)
    expect(json.results[1].error.errors.map((one: { path: string }) => one.path)).toContain(
      'patient_id',
    )
    expect(json.results[2].prediction.patient_id).toBe(',"error":{')
  })

  it('for a batch takes 1,000 patients and not one more', async () => {
    const batch = (length: number) =>
      service.call('POST', '/api/v1/predict/batch', {
        body: { patients: Array(length).fill(HIGH) },
      })
    expect((await batch(1000)).json).toMatchObject({ succeeded: 1000, failed: 0 })
    expect((await batch(1001)).status).toBe(422)
  })
})
