import { describe, expect, it } from 'vitest'
import * as metrics from '../../app/evaluation/metrics.ts'
import { isPrepared } from '../python/environment.ts'
import { runPeer } from '../python/run-peer.ts'
import { type Case, drawCase } from './cases.ts'

interface PeerFigures {
  auc: number
  aucWeighted: number
  averagePrecision: number
  averagePrecisionWeighted: number
  brier: number
  brierWeighted: number
  logLoss: number
  logLossWeighted: number
  eceFrequency: number
  eceWidth: number
  capacity: [number, number][]
  recalibration: [number, number]
  roc: [number[], number[]]
  wilson: [number, number]
}

const ours = (drawn: Case): PeerFigures => {
  const y = Uint8Array.from(drawn.labels)
  const s = Float64Array.from(drawn.scores)
  const p = Float64Array.from(drawn.probabilities)
  const w = Float64Array.from(drawn.weights)
  const roc = metrics.rocCurve(y, s, Number.POSITIVE_INFINITY)
  const line = metrics.recalibration(y, p)
  const wilson = metrics.wilsonInterval(
    drawn.labels.reduce((a, b) => a + b),
    y.length,
  )
  return {
    auc: metrics.auc(y, s),
    aucWeighted: metrics.auc(y, s, w),
    averagePrecision: metrics.averagePrecision(y, s),
    averagePrecisionWeighted: metrics.averagePrecision(y, s, w),
    brier: metrics.brier(y, p),
    brierWeighted: metrics.brier(y, p, w),
    logLoss: metrics.logLoss(y, p),
    logLossWeighted: metrics.logLoss(y, p, w),
    eceFrequency: metrics.expectedCalibrationError(y, p),
    eceWidth: metrics.expectedCalibrationError(y, p, { binning: 'width' }),
    capacity: drawn.shares.map((share) => {
      const { recall, precision } = metrics.atCapacity(y, s, share)
      return [recall, precision]
    }),
    recalibration: [line?.slope ?? Number.NaN, line?.intercept ?? Number.NaN],
    roc: [roc.map((point) => point.falsePositiveRate), roc.map((point) => point.truePositiveRate)],
    wilson: [wilson.low, wilson.high],
  }
}

describe.skipIf(!isPrepared())('the figures beside scikit-learn', () => {
  it('are equal to 1e-9 on random rows with heavy ties and with none', () => {
    const drawn = [2, 5, 17, 1_000, 100_000].flatMap((distinct, index) => [
      drawCase(index, 60, distinct),
      drawCase(100 + index, 3_001, distinct),
    ])
    const peers = runPeer<PeerFigures[]>('metrics.py', drawn)
    drawn.forEach((one, index) => {
      const mine = JSON.parse(JSON.stringify(ours(one))) as PeerFigures
      expectClose(mine, peers[index] as PeerFigures, `case ${index}`)
    })
  })
})

/** Compares numbers at every depth; the shapes must agree too. */
function expectClose(actual: unknown, expected: unknown, path: string): void {
  if (typeof expected === 'number') {
    expect(typeof actual, path).toBe('number')
    expect(Math.abs((actual as number) - expected), path).toBeLessThan(1e-9)
    return
  }
  const own = actual as Record<string, unknown>
  const other = expected as Record<string, unknown>
  expect(Object.keys(own), path).toHaveLength(Object.keys(other).length)
  for (const key of Object.keys(other)) expectClose(own[key], other[key], `${path}.${key}`)
}
