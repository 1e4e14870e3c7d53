import { describe, expect, it } from 'vitest'
import { fitLogisticRegression, predictLogistic } from '../../app/evaluation/logistic-regression.ts'
import { randomIntegers } from '../../app/evaluation/random.ts'
import { isPrepared } from '../python/environment.ts'
import { runPeer } from '../python/run-peer.ts'

const draw = (seed: number, rows: number) => {
  const random = randomIntegers(seed)
  const columns = [90, 16, 60, 8, 2].map((limit) =>
    Array.from({ length: rows }, () => random(limit)),
  )
  const labels = columns[3]!.map((stays, row) =>
    Number(random(100) < 5 + 6 * stays + columns[0]![row]! / 10),
  )
  return { columns, labels }
}

interface Fit {
  coefficients: number[]
  intercept: number
  probabilities: number[]
}

describe('fitLogisticRegression', () => {
  it.skipIf(!isPrepared())('gives the coefficients of scikit-learn for every penalty', () => {
    const cases = [0, 0.1, 1, 50].map((penalty) => ({ penalty, ...draw(penalty + 1, 2_000) }))
    const peers = runPeer<Fit[]>('logistic.py', cases)
    cases.forEach(({ columns, labels, penalty }, index) => {
      const peer = peers[index]!
      const model = fitLogisticRegression(columns, Uint8Array.from(labels), { penalty })
      expect(model.intercept).toBeCloseTo(peer.intercept, 8)
      model.coefficients.forEach((own, i) => {
        expect(own).toBeCloseTo(peer.coefficients[i]!, 8)
      })
      predictLogistic(model, columns).forEach((own, row) => {
        expect(Math.abs(own - peer.probabilities[row]!)).toBeLessThan(1e-9)
      })
    })
  })

  it('gives a constant column no weight', () => {
    const { columns, labels } = draw(3, 300)
    const withConstant = [...columns, labels.map(() => 7)]
    const model = fitLogisticRegression(withConstant, Uint8Array.from(labels))
    expect(model.coefficients.at(-1)).toBe(0)
  })

  it('refuses a column of another length, one outcome only, and separated rows without penalty', () => {
    const labels = Uint8Array.of(0, 0, 1, 1)
    expect(() => fitLogisticRegression([[1, 2, 3]], labels)).toThrow(
      'column 0 must have one entry a label: got 3 for 4',
    )
    expect(() => fitLogisticRegression([[1, 2]], Uint8Array.of(1, 1))).toThrow(
      'logistic regression needs rows of both outcomes',
    )
    expect(() => fitLogisticRegression([[1, 2, 3, 4]], labels, { penalty: 0 })).toThrow(RangeError)
  })

  it('refuses columns that determine each other without penalty', () => {
    const column = [1, 2, 3, 4]
    const labels = Uint8Array.of(0, 1, 0, 1)
    expect(() => fitLogisticRegression([column, column], labels, { penalty: 0 })).toThrow(
      'columns determine each other; raise the penalty',
    )
  })
})
