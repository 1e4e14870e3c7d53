import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { auditKey } from '../../app/audit/audit-key.ts'
import { findRow, listRows } from '../../app/audit/audit-rows.ts'
import { type AuditTrail, createAuditTrail } from '../../app/audit/audit-trail.ts'
import { parseHead } from '../../app/audit/chain.ts'
import { verifyTrail } from '../../app/audit/verify-trail.ts'
import type { Store } from '../../app/store/store.ts'
import { DATABASES, type TestDatabase } from '../store/databases.ts'
import { KEY, prediction } from './entries.ts'

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe.each(DATABASES)('The audit trail on %s', (_name, create) => {
  let database: TestDatabase
  let store: Store
  let trail: AuditTrail

  beforeAll(async () => {
    database = await create()
    store = await database.open()
  })
  afterAll(async () => {
    await store.close()
    database.remove()
  })
  beforeEach(async () => {
    await store.pool.query('truncate audit_rows, audit_head, service_facts')
    trail = await createAuditTrail({ store, key: KEY })
  })

  const append = (count: number) =>
    Promise.all(range(1, count).map((number) => trail.append(prediction(number))))

  const change = (sql: string) => store.pool.query(sql)

  const findings = async () =>
    (await verifyTrail(store, KEY)).problems.map(({ seq, what }) => `${what} ${seq}`)

  it('gives entries numbers without gaps, in their order, and verifies', async () => {
    const appended = await append(700)
    expect(appended.map(({ seq }) => seq)).toEqual(range(1, 700))
    expect(new Set(appended.map(({ id }) => id)).size).toBe(700)
    const progress: number[] = []
    const result = await verifyTrail(store, KEY, { onProgress: (done) => progress.push(done) })
    expect(result).toMatchObject({ rows: 700, problems: [], problemCount: 0 })
    expect(progress.at(-1)).toBe(700)
  })

  it('keeps predictions for their outcomes in the same commit, or neither', async () => {
    await store.pool.query('truncate served_predictions cascade')
    const day = Date.UTC(2026, 1, 28, 23, 59)
    trail = await createAuditTrail({ store, key: KEY, now: () => day })
    const served = (number: number, institution: string | undefined) =>
      prediction(number, { institution, served: { probability: number / 8 } })
    const entries = [served(1, 'dkfz'), prediction(2), served(3, undefined), served(4, "o'hara ü")]
    const appended = await Promise.all(entries.map((entry) => trail.append(entry)))
    const kept = async () =>
      (
        await store.pool.query(
          `select prediction_id as id, institution, model_version as version,
             served_on::text as day, probability from served_predictions order by probability`,
        )
      ).rows
    const both = { version: 1, day: '2026-02-28' }
    const expected = [
      { ...both, id: appended[0]?.id, institution: 'dkfz', probability: 0.125 },
      { ...both, id: appended[3]?.id, institution: "o'hara ü", probability: 0.5 },
    ]
    expect(await kept()).toEqual(expected)
    const twice = trail.append({ ...served(5, 'dkfz'), id: appended[0]?.id })
    await expect(twice).rejects.toThrow('The audit trail did not take the entry.')
    expect(await kept()).toEqual(expected)
    expect(await findings()).toEqual([])
  })

  it('keeps what was said, and any text survives', async () => {
    const texts = ['', 'NULL', 'null', '{a,b}', '"\\', 'Grüße 🏥', "'; drop table audit_rows", ' ']
    const appended = await Promise.all(
      texts.map((text) => trail.append(prediction(1, { requestId: text, decision: text }))),
    )
    const rows = await listRows(store, 'dkfz')
    expect(rows.map(({ requestId }) => requestId).reverse()).toEqual(texts)
    const found = await findRow(store, 'dkfz', appended[5]!.id)
    expect(found).toMatchObject({ kind: 'prediction', decision: 'Grüße 🏥', scoreBand: 3, seq: 6 })
    expect(found?.details).toEqual(prediction(1).details)
    expect(await findings()).toEqual([])
  })

  it('takes entries with nothing but the necessary', async () => {
    await trail.append({ kind: 'login', actor: 'user:1', outcome: 'ok' })
    expect(await findings()).toEqual([])
  })

  it('shows an institution its own rows only', async () => {
    const { id } = await trail.append(prediction(1))
    await trail.append(prediction(2, { institution: 'ukhd' }))
    expect(await findRow(store, 'ukhd', id)).toBeUndefined()
    expect((await listRows(store, 'ukhd')).map(({ seq }) => seq)).toEqual([2])
    expect(await listRows(store, 'dkfz', { before: 1 })).toEqual([])
  })

  it('continues where an earlier process ended', async () => {
    await append(3)
    const next = await createAuditTrail({ store, key: KEY })
    expect((await next.append(prediction(4))).seq).toBe(4)
    expect((await trail.append(prediction(5))).seq).toBe(5)
    expect(await findings()).toEqual([])
  })

  it('refuses to go on under another key', async () => {
    await expect(createAuditTrail({ store, key: auditKey(Buffer.alloc(32, 2)) })).rejects.toThrow(
      /was written with the audit key [0-9a-f]{8}, the configured key is [0-9a-f]{8}\. Restore/,
    )
  })

  it('rejects at once what is beyond its queue', async () => {
    const small = await createAuditTrail({ store, key: KEY, queueLimit: 5 })
    const results = await Promise.allSettled(range(1, 8).map((n) => small.append(prediction(n))))
    expect(results.map(({ status }) => status)).toEqual([
      ...Array(5).fill('fulfilled'),
      ...Array(3).fill('rejected'),
    ])
  })

  it('rejects the entries of a refused batch and takes the next ones', async () => {
    const { id } = await trail.append(prediction(1))
    await expect(trail.append(prediction(2, { id }))).rejects.toThrow('did not take the entry')
    expect((await trail.append(prediction(3))).seq).toBe(2)
    expect(await findings()).toEqual([])
  })

  it.each([
    ['id', `'00000000-0000-7000-8000-000000000000'`],
    ['time', `time + interval '1 microsecond'`],
    ['kind', `'other'`],
    ['institution', `'ukhd'`],
    ['actor', `'user:1'`],
    ['purpose', 'null'],
    ['subject', `'somebody'`],
    ['input_digest', `'\\x00'`],
    ['model_name', `'x'`],
    ['model_version', '2'],
    ['model_sha256', 'null'],
    ['score_band', '4'],
    ['decision', `'HIGH'`],
    ['outcome', `'error'`],
    ['request_id', `''`],
    ['details', `'{}'`],
  ])('finds an edited %s', async (column, value) => {
    await append(3)
    await change(`update audit_rows set ${column} = ${value} where seq = 2`)
    expect(await findings()).toEqual(['edited 2'])
  })

  it('finds an edited hash and an edited link', async () => {
    await append(3)
    await change(`update audit_rows set hash = '\\x00' where seq = 2`)
    expect(await findings()).toEqual(['edited 2', 'unlinked 3'])
    await change(`update audit_rows set previous_hash = '\\x00' where seq = 2`)
    expect(await findings()).toEqual(['unlinked 2', 'edited 2', 'unlinked 3'])
  })

  it.each([
    ['first', 'seq = 1', ['missing 2']],
    ['middle', 'seq = 3', ['missing 4']],
    ['last', 'seq = 5', ['missing 5']],
    ['every', 'true', ['missing 5']],
  ])('finds the %s row deleted', async (_which, condition, expected) => {
    await append(5)
    await change(`delete from audit_rows where ${condition}`)
    expect(await findings()).toEqual(expected)
  })

  it('finds rows that changed places', async () => {
    await append(5)
    await change('update audit_rows set seq = 100 - seq where seq in (2, 3)')
    await change('update audit_rows set seq = seq - 95 where seq = 98')
    await change('update audit_rows set seq = 2 where seq = 97')
    expect(await findings()).toEqual([
      'unlinked 2',
      'edited 2',
      'unlinked 3',
      'edited 3',
      'unlinked 4',
    ])
  })

  it('finds a row that was added at the end, with the head moved along', async () => {
    await append(2)
    await change(`insert into audit_rows (seq, id, time, kind, actor, outcome, previous_hash, hash)
      select 3, '00000000-0000-7000-8000-000000000000', now(), 'x', 'x', 'ok', hash, '\\x01'
      from audit_rows where seq = 2`)
    expect(await findings()).toEqual(['edited 3', 'head 2'])
    await change(`update audit_head set seq = 3, hash = '\\x01'`)
    expect(await findings()).toEqual(['edited 3', 'head 3'])
  })

  it('finds a missing head, and the last row deleted with the head moved back', async () => {
    await append(3)
    await change('delete from audit_rows where seq = 3')
    await change(
      'update audit_head set (seq, hash) = (select seq, hash from audit_rows where seq = 2)',
    )
    expect(await findings()).toEqual(['head 2'])
    await change('delete from audit_head')
    expect(await findings()).toEqual(['head 2'])
  })

  it('finds a trail and head put back to an earlier state, by an anchor kept elsewhere', async () => {
    await append(2)
    const earlier = (await store.pool.query('select * from audit_head')).rows[0]
    await append(1)
    const { head } = await verifyTrail(store, KEY)
    const anchor = parseHead(head!)
    expect((await verifyTrail(store, KEY, { anchor })).problems).toEqual([])
    await change('delete from audit_rows where seq = 3')
    await store.pool.query('update audit_head set seq = $1, hash = $2, seal = $3', [
      earlier.seq,
      earlier.hash,
      earlier.seal,
    ])
    expect((await verifyTrail(store, KEY)).problems).toEqual([])
    const { problems } = await verifyTrail(store, KEY, { anchor })
    expect(problems.map(({ what, seq }) => `${what} ${seq}`)).toEqual(['anchor 3'])
  })

  it('verifies while it is written to', async () => {
    await append(50)
    const writing = append(2000)
    expect((await verifyTrail(store, KEY)).problems).toEqual([])
    await writing
  })
})
