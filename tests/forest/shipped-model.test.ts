import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RandomForestClassifier } from 'ml-random-forest'
import { describe, expect, it } from 'vitest'
import { evaluateForest } from '../../app/evaluation/evaluate-forest.ts'
import { modelEvaluationOf } from '../../app/evaluation/model-evaluation.ts'
import { calibrate } from '../../app/forest/calibration.ts'
import type { FeatureRow } from '../../app/forest/features.ts'
import { takeColumns } from '../../app/forest/model-metrics.ts'
import { splitByPatient } from '../../app/forest/patient-split.ts'
import { createPredictor } from '../../app/forest/predictor.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { readTable } from '../../app/forest/read-table.ts'
import { trainModel } from '../../app/forest/train-model.ts'
import { shippedEvaluation } from '../../app/serving/shipped-evaluation.ts'
import { PUBLIC_CSV, vectorOf } from './public-table.ts'

const bytes = readFileSync(join(import.meta.dirname, '../../app/models/readmission.json'))
const model = readModel(bytes)
const predictor = createPredictor(model)

function stay(age: number, conditions: number, medications: number, encounters: number) {
  const row: FeatureRow = {
    age,
    num_conditions: conditions,
    num_medications: medications,
    recent_encounters: encounters,
    gender_encoded: 1,
  }
  return predictor.predict(row)
}

describe('the shipped model', () => {
  it('puts an old man of many diagnoses and stays at high risk', () => {
    const prediction = stay(75, 8, 16, 3)
    expect(prediction.level).toBe('HIGH')
    expect(prediction.score).toBeGreaterThanOrEqual(0.6)
    expect(prediction.contributions[0]?.feature).toBe('recent_encounters')
  })

  it('puts people with nothing on record at low risk, at any age', () => {
    expect(stay(30, 0, 0, 0).level).toBe('LOW')
    expect(stay(0, 0, 0, 0).level).toBe('LOW')
  })

  it('names its source and licence, and claims no more than five features can give', () => {
    const { card } = model.manifest
    expect(card.data).toMatchObject({ licence: 'CC BY 4.0', stays: 79_337, patients: 55_940 })
    expect(card.data.attribution).toContain('Clore')
    expect(card.metrics.auc).toBeGreaterThan(0.6)
    expect(card.metrics.auc).toBeLessThan(0.65)
  })

  it('has levels whose observed rates are far apart', () => {
    const rates = model.manifest.card.metrics.levels.map(({ observedRate }) => observedRate ?? 0)
    const base = model.manifest.trainingPrevalence
    expect(rates[0]).toBeLessThan(base)
    expect(rates[1]).toBeGreaterThan(base)
    expect(rates[2]).toBeGreaterThan(1.5 * base)
  })
})

describe.skipIf(PUBLIC_CSV === undefined)('the shipped model on the public table', () => {
  it('is what training with the defaults gives, byte for byte', async () => {
    const trained = await trainModel({ source: { csv: PUBLIC_CSV ?? '' } })
    expect(bytes.equals(trained.bytes)).toBe(true)
  })

  it('has the evaluation that is shipped beside it', async () => {
    const table = await readTable(PUBLIC_CSV ?? '')
    const measured = modelEvaluationOf(evaluateForest({ model, table }))
    expect(await shippedEvaluation(model.sha256)).toEqual(measured)
    expect(await shippedEvaluation('another')).toBeUndefined()
  })

  it('votes on every held-out stay as ml-random-forest does with the same file', async () => {
    const table = await readTable(PUBLIC_CSV ?? '')
    const peer = RandomForestClassifier.load(JSON.parse(bytes.toString()))
    const rows = Array.from(splitByPatient(table).test, (row) => vectorOf(table, row))
    const votes = peer.predict(rows)
    expect(new Set(votes)).toEqual(new Set([0, 1]))
    expect(rows.map(predictor.votes)).toEqual(votes)
  })

  it('predicts the observed rate of held-out patients within .005', async () => {
    const table = await readTable(PUBLIC_CSV ?? '')
    const { test } = splitByPatient(table)
    const scores = predictor.scoreMany(takeColumns(table, test))
    const { calibration } = model.manifest
    const mean = scores.reduce((sum, s) => sum + calibrate(calibration, s), 0) / test.length
    const observed = test.reduce((sum, row) => sum + (table.readmitted[row] ?? 0), 0) / test.length
    expect(Math.abs(mean - observed)).toBeLessThan(0.005)
  })
})
