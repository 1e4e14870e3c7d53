import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkDrift, hasDrifted } from '../../app/drift/check-drift.ts'
import { binsOf, createServedCounts } from '../../app/drift/served-counts.ts'
import { FEATURES, type FeatureRow } from '../../app/forest/features.ts'
import type { ModelManifest } from '../../app/forest/model-schema.ts'
import { createLogger } from '../../app/logging/logger.ts'
import { METRIC_NAMES } from '../../app/metrics/metric-names.ts'
import { createMetrics } from '../../app/metrics/metrics.ts'
import { showStored } from '../../app/metrics/stored-gauges.ts'
import { keepAuditCheck } from '../../app/store/audit-check.ts'
import type { Store } from '../../app/store/store.ts'
import { DATABASES, type TestDatabase } from '../store/databases.ts'
import { daysAgo, serve } from './served.ts'

/** Two bins a feature, half of training in each. */
const HISTOGRAMS = Object.fromEntries(
  FEATURES.map((feature) => [feature, { from: [0, 1], counts: [500, 500] }]),
) as ModelManifest['histograms']
const LIMITS = { psi: 0.2, slope: { min: 0.8, max: 1.2 }, minCases: 200 }
const row = (value: 0 | 1, gender: 0 | 1 | null = value): FeatureRow => ({
  age: value,
  num_conditions: value,
  num_medications: value,
  recent_encounters: value,
  gender_encoded: gender,
})
const logger = createLogger('silent')

describe.each(DATABASES)('a drift check on %s', (_, makeDatabase) => {
  let database: TestDatabase
  let store: Store
  beforeAll(async () => {
    database = await makeDatabase()
    store = await database.open()
  })
  afterEach(() =>
    store.pool.query('truncate served_predictions, served_feature_counts, drift_findings cascade'),
  )
  afterAll(async () => {
    await store.close()
    database.remove()
  })

  const check = (institutions = ['dkfz']) =>
    checkDrift({
      store,
      model: { version: 1, histograms: HISTOGRAMS },
      institutions,
      limits: LIMITS,
    })
  /** Serves so many rows with every feature low, and so many with every feature high. */
  async function serveRows(low: number, high: number, now = Date.now): Promise<void> {
    const counts = createServedCounts({ store, logger, now })
    for (let n = 0; n < low; n++) counts.count('dkfz', 1, binsOf(HISTOGRAMS, row(0)))
    for (let n = 0; n < high; n++) counts.count('dkfz', 1, binsOf(HISTOGRAMS, row(1)))
    await counts.close()
  }
  /** Outcomes that come true as told by `risk`, at two probabilities. */
  async function tellOutcomes(count: number, risk: (probability: number) => number): Promise<void> {
    const predictions = Array.from({ length: count }, (_, n) => ({
      probability: n % 2 === 0 ? 0.1 : 0.4,
    }))
    const ids = await serve(store, predictions)
    const readmitted = predictions.map(
      ({ probability }, n) => ((n >> 1) % 100) / 100 < risk(probability),
    )
    await store.pool.query(
      `insert into prediction_outcomes (prediction_id, institution, readmitted, observed_on, actor)
       select id, 'dkfz', readmitted, $3, 'key:dkfz' from unnest($1::uuid[], $2::boolean[]) as t(id, readmitted)`,
      [ids, readmitted, daysAgo(5)],
    )
  }
  const calibration = async () => (await check()).findings.at(-1)

  it('finds none where what is served is like training', async () => {
    await serveRows(150, 150)
    const found = await check()
    expect(hasDrifted(found)).toBe(false)
    expect(found.findings).toHaveLength(FEATURES.length + 1)
    expect(found.findings[0]).toMatchObject({ feature: 'age', psi: 0, cases: 300, drifted: false })
  })

  it('finds features that have moved, by the index of their shares', async () => {
    await serveRows(60, 240)
    const found = await check()
    expect(hasDrifted(found)).toBe(true)
    // (.2 - .5) ln(.2 / .5) + (.8 - .5) ln(.8 / .5)
    expect(found.findings[0]?.psi).toBeCloseTo(0.4159, 4)
    expect(found.findings[0]?.drifted).toBe(true)
  })

  it('judges no institution on fewer cases than are enough', async () => {
    await serveRows(0, 199)
    const found = await check(['dkfz', 'embl'])
    expect(hasDrifted(found)).toBe(false)
    expect(found.findings[0]).toMatchObject({ psi: null, cases: 199 })
    expect(found.findings.at(-1)).toMatchObject({ institution: 'embl', cases: 0 })
  })

  it('adds up what replicas and days have served, the last 30 days alone', async () => {
    await serveRows(100, 100)
    await serveRows(50, 50)
    await serveRows(25, 25, () => Date.now() - 29 * 86_400_000)
    await serveRows(0, 1000, () => Date.now() - 31 * 86_400_000)
    expect((await check()).findings[0]).toMatchObject({ psi: 0, cases: 350 })
  })

  it('counts no value where it is unknown', async () => {
    const counts = createServedCounts({ store, logger })
    for (let n = 0; n < 300; n++) counts.count('dkfz', 1, binsOf(HISTOGRAMS, row(1, null)))
    await counts.close()
    const { findings } = await check()
    expect(findings.find(({ feature }) => feature === 'gender_encoded')?.cases).toBe(0)
    expect(findings.find(({ feature }) => feature === 'age')?.cases).toBe(300)
  })

  it('keeps counts that the database did not take', async () => {
    const counts = createServedCounts({ store, logger })
    counts.count('dkfz', 1, binsOf(HISTOGRAMS, row(1)))
    const query = vi.spyOn(store.pool, 'query').mockRejectedValueOnce(new Error('away') as never)
    await counts.flush()
    query.mockRestore()
    counts.count('dkfz', 1, binsOf(HISTOGRAMS, row(1)))
    await counts.close()
    expect((await check()).findings[0]?.cases).toBe(2)
  })

  it('takes probabilities that come true for calibrated', async () => {
    await tellOutcomes(1000, (probability) => probability)
    expect(await calibration()).toMatchObject({ cases: 1000, drifted: false })
    expect((await calibration())?.calibrationSlope).toBeCloseTo(1, 1)
  })

  it('finds probabilities that no longer tell patients apart', async () => {
    await tellOutcomes(1000, () => 0.25)
    expect(await calibration()).toMatchObject({ drifted: true })
    expect((await calibration())?.calibrationSlope).toBeCloseTo(0, 1)
  })

  it('does not take for drift what chance alone may be: the interval decides', async () => {
    // A slope of about .5, on 200 outcomes: the interval reaches beyond .8.
    await tellOutcomes(200, (probability) => (probability < 0.2 ? 0.17 : 0.34))
    const found = await calibration()
    expect(found?.calibrationSlope).toBeLessThan(0.8)
    expect(found?.drifted).toBe(false)
  })

  it('gives no slope where nearly nobody was readmitted', async () => {
    await tellOutcomes(300, (probability) => (probability < 0.2 ? 0 : 0.1))
    expect(await calibration()).toMatchObject({ calibrationSlope: null, drifted: false })
  })

  it('is shown by the metrics of every replica, and what has too few cases is not', async () => {
    await serveRows(60, 240)
    const metrics = createMetrics()
    const gauges = showStored({ store, metrics, logger })
    await check(['dkfz', 'embl'])
    await keepAuditCheck(store.db, false)
    await gauges.refresh()
    await gauges.close()
    const lines = (await metrics.registry.metrics()).split('\n')
    const shown = (name: string) => lines.filter((line) => line.startsWith(`${name}{`))
    expect(shown(METRIC_NAMES.featurePsi)).toHaveLength(FEATURES.length)
    expect(shown(METRIC_NAMES.featurePsi)[0]).toMatch(
      /^feature_psi\{institution="dkfz",feature="age"\} 0\.415/,
    )
    expect(shown(METRIC_NAMES.calibrationSlope)).toEqual([])
    expect(shown(METRIC_NAMES.driftDetected)).toContain(
      'drift_detected{institution="dkfz",kind="features"} 1',
    )
    expect(shown(METRIC_NAMES.driftDetected)).toContain(
      'drift_detected{institution="embl",kind="features"} 0',
    )
    expect(lines).toContain('audit_chain_intact 0')
  })
})
