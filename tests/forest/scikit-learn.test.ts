import { expect, it, vi } from 'vitest'
import { auc } from '../../app/evaluation/metrics.ts'
import { encodeCells } from '../../app/forest/cells.ts'
import { FEATURES } from '../../app/forest/features.ts'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import { growForest } from '../../app/forest/grow-forest.ts'
import { takeColumns } from '../../app/forest/model-metrics.ts'
import { splitByPatient } from '../../app/forest/patient-split.ts'
import { createPredictor } from '../../app/forest/predictor.ts'
import { readTable } from '../../app/forest/read-table.ts'
import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'
import { isPrepared } from '../python/environment.ts'
import { runPeer } from '../python/run-peer.ts'
import { everyRow, PUBLIC_CSV, vectorOf } from './public-table.ts'

// A second or two on an idle machine; scikit-learn itself takes most of it.
vi.setConfig({ testTimeout: 120_000 })

const isMissing = PUBLIC_CSV === undefined || !isPrepared()
const CALIBRATION = {
  method: 'prior' as const,
  prevalence: 0.1,
  isotonic: null,
  evidence: { prior: { brier: 0, logLoss: 0 }, isotonic: null, stays: 0 },
}

interface Comparison {
  table: ReadmissionTable
  train: Uint32Array
  test: Uint32Array
  settings: Parameters<typeof parseForestSettings>[0]
}

function ours({ table, train, test, settings }: Comparison): Float64Array {
  const { forest } = growForest(encodeCells(table, train), parseForestSettings(settings))
  const manifest = {
    calibration: CALIBRATION,
    maleShare: 0.5,
    thresholds: { medium: 0.1, high: 0.2 },
  }
  return createPredictor({ forest, manifest }).scoreMany(takeColumns(table, test))
}

function theirs(kind: 'tree' | 'forest', { table, train, test, settings }: Comparison): number[] {
  return runPeer('forest_peer.py', {
    kind,
    settings: parseForestSettings(settings),
    rows: Array.from({ length: table.rows }, (_, row) => vectorOf(table, row)),
    labels: [...table.readmitted],
    train: [...train],
    test: [...test],
  })
}

it.skipIf(isMissing).each([3, 8])(
  'grows a tree of depth %i that scores every row of the public table as scikit-learn does',
  (maxDepth) => {
    const table = everyRow()
    const all = Uint32Array.from({ length: table.rows }, (_, row) => row)
    const settings = { trees: 1, bootstrap: false, featuresPerSplit: FEATURES.length, maxDepth }
    const comparison = { table, train: all, test: all, settings }
    const scores = ours(comparison)
    const peers = theirs('tree', comparison)
    expect(table.rows).toBe(81_294)
    const worst = peers.reduce(
      (most, peer, row) => Math.max(most, Math.abs(peer - (scores[row] ?? 0))),
      0,
    )
    expect(worst).toBeLessThan(1e-12)
  },
)

it.skipIf(isMissing)(
  'grows a forest whose AUC on held-out patients is that of scikit-learn within .003, or above',
  async () => {
    const table = await readTable(PUBLIC_CSV ?? '')
    const comparison = { table, ...splitByPatient(table), settings: {} }
    const labels = Uint8Array.from(comparison.test, (row) => table.readmitted[row] ?? 0)
    const peer = auc(labels, Float64Array.from(theirs('forest', comparison)))
    const own = auc(labels, ours(comparison))
    expect(own).toBeGreaterThan(peer - 0.003)
    expect(own).toBeLessThan(0.65)
  },
)
