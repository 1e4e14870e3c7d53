import { describe, expect, it } from 'vitest'
import {
  byRisk,
  type PatientResult,
  tableOf,
} from '../../../app/console/src/pages/predict/batch/batch-result.ts'

const result = (line: number, probability?: number): PatientResult => ({
  kind: 'patient',
  line,
  patientId: `P-${line}`,
  answered:
    probability === undefined
      ? undefined
      : { level: 'LOW', probability, id: `id-${line}`, version: '3' },
  problem: probability === undefined ? 'age: wrong' : undefined,
})

describe('results of a file', () => {
  it('stand by risk, the same risk by line, and those without prediction last', () => {
    const results = [result(2), result(3, 0.1), result(5, 0.3), result(4, 0.3)]
    expect(results.sort(byRisk).map(({ line }) => line)).toEqual([4, 5, 3, 2])
  })

  it('are all in the table to download, with what is wrong', () => {
    expect(tableOf([result(3, 0.1), result(2)])).toEqual([
      [
        'patient_id',
        'risk_level',
        'probability',
        'prediction_id',
        'model_version',
        'line',
        'problem',
      ],
      ['P-3', 'LOW', 0.1, 'id-3', '3', 3, null],
      ['P-2', null, null, null, null, 2, 'age: wrong'],
    ])
  })
})
