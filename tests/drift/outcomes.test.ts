import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOutcomes } from '../../app/drift/outcomes.ts'
import { createMetrics } from '../../app/metrics/metrics.ts'
import { forgetServed, type Outcome } from '../../app/store/outcomes.ts'
import type { Store } from '../../app/store/store.ts'
import { DATABASES, type TestDatabase } from '../store/databases.ts'
import { daysAgo, serve } from './served.ts'

const TELLER = { institution: 'dkfz', actor: 'key:dkfz', requestId: 'request' }
const outcome = (predictionId: string, readmitted = true, days = 10): Outcome => ({
  predictionId,
  readmitted,
  observedOn: daysAgo(days),
})

describe.each(DATABASES)('outcomes in %s', (_, makeDatabase) => {
  let database: TestDatabase
  let store: Store
  const events: { kind: string; details: object }[] = []
  beforeAll(async () => {
    database = await makeDatabase()
    store = await database.open()
  })
  afterAll(async () => {
    await store.close()
    database.remove()
  })

  const outcomes = (
    recordEvent = async (event: (typeof events)[number]) => void events.push(event),
  ) => createOutcomes({ store, recordEvent, metrics: createMetrics() })
  const kept = async (id: string) =>
    (
      await store.pool.query(
        'select readmitted, observed_on::text as day from prediction_outcomes where prediction_id = $1',
        [id],
      )
    ).rows[0]

  it('are kept once, however often they are told', async () => {
    const [id = ''] = await serve(store, [{ probability: 0.2 }])
    expect(await outcomes().tell(TELLER, [outcome(id)])).toEqual(['recorded'])
    expect(await outcomes().tell(TELLER, [outcome(id)])).toEqual(['unchanged'])
    expect(await kept(id)).toEqual({ readmitted: true, day: daysAgo(10) })
    expect(events).toEqual([])
  })

  it('are corrected by being told otherwise, and the audit trail has it first', async () => {
    const [id = ''] = await serve(store, [{ probability: 0.2 }])
    await outcomes().tell(TELLER, [outcome(id)])
    const away = () => Promise.reject(new Error('The audit trail is away'))
    await expect(outcomes(away).tell(TELLER, [outcome(id, false, 5)])).rejects.toThrow('away')
    expect(await kept(id)).toMatchObject({ readmitted: true })
    expect(await outcomes().tell(TELLER, [outcome(id, false, 5)])).toEqual(['corrected'])
    expect(await kept(id)).toEqual({ readmitted: false, day: daysAgo(5) })
    expect(events).toMatchObject([
      {
        kind: 'outcome-corrected',
        details: { prediction: id, readmitted: false, observed_on: daysAgo(5) },
      },
    ])
  })

  it('told by two at once are recorded by one and corrected by the other', async () => {
    const [id = ''] = await serve(store, [{ probability: 0.2 }])
    const results = await Promise.all([
      outcomes().tell(TELLER, [outcome(id, true)]),
      outcomes().tell(TELLER, [outcome(id, false, 1)]),
    ])
    expect(results.flat().sort()).toEqual(['corrected', 'recorded'])
  })

  it('of another institution, or of nothing we know, are unknown', async () => {
    const [other = ''] = await serve(store, [{ probability: 0.2, institution: 'ukhd' }])
    const told = await outcomes().tell(TELLER, [outcome(other), outcome(crypto.randomUUID())])
    expect(told).toEqual(['unknown', 'unknown'])
    expect(await kept(other)).toBeUndefined()
  })

  it('cannot be known before they can have happened', async () => {
    const [id = ''] = await serve(store, [{ probability: 0.2 }])
    const tell = async (one: Outcome) => (await outcomes().tell(TELLER, [one]))[0]
    expect(await tell(outcome(id, true, 45))).toBe('impossible_date')
    expect(await tell(outcome(id, false, 20))).toBe('impossible_date')
    expect(await tell(outcome(id, true, -3))).toBe('impossible_date')
    expect(await tell(outcome(id, false, 10))).toBe('recorded')
  })

  it('go with their predictions when the retention is over', async () => {
    const [old = '', young = ''] = await serve(store, [
      { probability: 0.2, days: 121 },
      { probability: 0.2, days: 120 },
    ])
    await outcomes().tell(TELLER, [outcome(old), outcome(young)])
    expect(await forgetServed(store.pool, 120)).toBe(1)
    expect(await kept(old)).toBeUndefined()
    expect(await kept(young)).toBeDefined()
    expect(await outcomes().tell(TELLER, [outcome(old)])).toEqual(['unknown'])
  })
})
