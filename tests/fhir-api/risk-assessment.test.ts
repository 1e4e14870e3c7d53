import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uuidV7 } from '../../app/audit/uuid-v7.ts'
import type { AssessedRisk } from '../../app/fhir-api/assessed-risk.ts'
import { riskAssessment } from '../../app/fhir-api/risk-assessment.ts'
import { r4Errors } from './r4.ts'
import { anyRisk } from './risks.ts'

const MADE = Date.UTC(2026, 2, 8, 12)
const RISK: AssessedRisk = {
  id: uuidV7(MADE),
  pseudonym: '4e95b38b.wApxGVcwFo1SSXDWzXtISZawyDlZsLPTpuecmGKgYsY',
  level: 'MEDIUM',
  probability: 0.15236,
  scoreBand: 3,
  model: { name: 'readmission-forest', version: 7, sha256: 'ab'.repeat(32) },
  baseRate: 0.1137,
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into resources
const made = (patch: Partial<AssessedRisk> = {}): any => riskAssessment({ ...RISK, ...patch })

describe('a prediction as RiskAssessment', () => {
  it('is valid R4, whatever is known of it or gone', async () => {
    await fc.assert(
      fc.asyncProperty(anyRisk, async (risk) => {
        expect(await r4Errors(riskAssessment(risk))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('says percent, level, times the base rate, when and by which model', () => {
    expect(made()).toMatchObject({
      id: RISK.id,
      status: 'final',
      occurrenceDateTime: '2026-03-08T12:00:00.000Z',
      performer: { reference: '#model' },
      contained: [
        {
          resourceType: 'Device',
          id: 'model',
          version: [{ value: '7' }, { value: 'ab'.repeat(32) }],
        },
      ],
      prediction: [
        {
          probabilityDecimal: 15.24,
          qualitativeRisk: { coding: [{ code: 'moderate' }], text: 'MEDIUM' },
          relativeRisk: 1.34,
        },
      ],
      mitigation: 'Schedule follow-up in 2 weeks. Monitor medication adherence.',
    })
  })

  it('names the patient by pseudonym, and by id only where the request did', () => {
    const identifier = { value: RISK.pseudonym }
    expect(made().subject).toMatchObject({ identifier })
    expect(made().subject).not.toHaveProperty('reference')
    expect(made({ patientId: 'p1' }).subject).toMatchObject({
      reference: 'Patient/p1',
      identifier,
    })
  })

  it('keeps the band of a probability that is deleted, and no ratio to the base rate', () => {
    const [prediction] = made({ probability: null }).prediction
    expect(prediction.probabilityRange).toEqual({
      low: { value: 15, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
      high: { value: 20, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
    })
    expect(prediction).not.toHaveProperty('probabilityDecimal')
    expect(prediction).not.toHaveProperty('relativeRisk')
    expect(made({ probability: null }).text.div).not.toContain('probability')
  })

  it('lasts 30 days from the discharge, and says no time while there was none', () => {
    const [prediction] = made({ discharged: '2026-03-08T10:00:00.000Z' }).prediction
    expect(prediction.whenPeriod).toEqual({
      start: '2026-03-08T10:00:00.000Z',
      end: '2026-04-07T10:00:00.000Z',
    })
    expect(made().prediction[0]).not.toHaveProperty('whenPeriod')
  })

  it('tells of a person’s decision, and never in his own words', () => {
    const decision = {
      id: uuidV7(),
      predictionId: RISK.id,
      time: new Date(MADE),
      actor: 'user:7',
      action: 'overridden' as const,
      reasonCode: 'social-situation',
      level: 'HIGH',
      note: 'Words of a person',
    }
    expect(made({ decision }).note[1]).toEqual({
      authorString: 'user:7',
      time: '2026-03-08T12:00:00.000Z',
      text: 'Overridden by a person: HIGH held to be right, because of social-situation.',
    })
    expect(JSON.stringify(made({ decision }))).not.toContain('Words of')
  })

  it('says to every reader that it is no sole basis of a decision', () => {
    expect(made().note[0].text).toContain('never the sole basis')
    expect(made().text.div).toContain('never the sole basis')
  })

  it('writes a model’s name into the text so that it stays text', () => {
    const model = { name: '<b>&', version: 1, sha256: 'ab'.repeat(32) }
    expect(made({ model }).text.div).toContain('model &lt;b&gt;&amp;, version 1')
  })
})
