import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuditTrail } from '../../app/audit/audit-trail.ts'
import { verifyTrail } from '../../app/audit/verify-trail.ts'
import { openStore } from '../../app/store/store.ts'
import { createDatabase, type PostgresServer, startPostgres } from '../postgres/server.ts'
import { KEY, prediction } from './entries.ts'

describe('With a PostgreSQL server', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  const open = async (databaseUrl: string) => {
    const store = await openStore({ databaseUrl, dataDir: '' })
    return { store, trail: await createAuditTrail({ store, key: KEY, batchSize: 5 }) }
  }

  it('four processes write one chain: no gap, no fork, no lost row', async () => {
    const url = await createDatabase(server.url)
    // Opened at once: the migrations take turns, too.
    const writers = await Promise.all([1, 2, 3, 4].map(() => open(url)))
    const appended = await Promise.all(
      writers.flatMap(({ trail }) =>
        Array.from({ length: 150 }, (_, number) => trail.append(prediction(number))),
      ),
    )
    const numbers = appended.map(({ seq }) => seq).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 600 }, (_, index) => index + 1))
    const { store } = writers[0]!
    expect(await verifyTrail(store, KEY)).toMatchObject({ rows: 600, problems: [] })
    for (const writer of writers) await writer.store.close()
  })

  it('connections that are cut while committing lose nothing and double nothing', async () => {
    const url = await createDatabase(server.url)
    const { store, trail } = await open(url)
    const killer = await openStore({ databaseUrl: server.url, dataDir: '' })
    const ids: string[] = []
    const appends: Promise<void>[] = []
    for (let round = 0; round < 25; round += 1) {
      for (let number = 0; number < 10; number += 1) {
        // Some may be refused; only the accepted ones are a promise.
        const accept = trail.append(prediction(number)).then(({ id }) => void ids.push(id))
        appends.push(accept.catch(() => {}))
      }
      await killer.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`,
        [new URL(url).pathname.slice(1)],
      )
    }
    await Promise.all(appends)
    const { rows } = await store.pool.query('select id from audit_rows where id = any($1)', [ids])
    expect(rows).toHaveLength(ids.length)
    expect(ids.length).toBeGreaterThan(0)
    expect((await verifyTrail(store, KEY)).problems).toEqual([])
    await killer.close()
    await store.close()
  })

  it('entries are refused while the server is down and taken again when it is back', async () => {
    const { store, trail } = await open(await createDatabase(server.url))
    const before = await trail.append(prediction(1))
    await server.crash()
    await expect(store.ping(1000)).rejects.toThrow()
    await expect(trail.append(prediction(2))).rejects.toMatchObject({ name: 'AuditUnavailable' })
    await server.restart()
    await store.ping(1000)
    const after = await trail.append(prediction(3))
    expect([before.seq, after.seq]).toEqual([1, 2])
    expect((await verifyTrail(store, KEY)).problems).toEqual([])
    await store.close()
  })

  it('a statement that hangs is refused in time, and whatever becomes of it the chain is whole', async () => {
    const databaseUrl = await createDatabase(server.url)
    const store = await openStore({ databaseUrl, dataDir: '' })
    const trail = await createAuditTrail({ store, key: KEY, statementTimeoutMs: 100 })
    await trail.append(prediction(1))
    const blocker = await store.pool.connect()
    await blocker.query('begin')
    await blocker.query('lock table audit_head')
    await expect(trail.append(prediction(2))).rejects.toMatchObject({ name: 'AuditUnavailable' })
    await blocker.query('commit')
    blocker.release()
    await trail.append(prediction(3))
    expect((await verifyTrail(store, KEY)).problems).toEqual([])
    await store.close()
  })

  it('a connection lost in a transaction is an error of that transaction and not of the process', async () => {
    const errors: string[] = []
    const onError = (error: Error) => void errors.push(error.message)
    const databaseUrl = await createDatabase(server.url)
    const store = await openStore({ databaseUrl, dataDir: '', onError })
    const transaction = store.db.transaction(async (open) => {
      await server.crash()
      await open.execute('select 1')
    })
    await expect(transaction).rejects.toThrow()
    await server.restart()
    await store.ping(1000)
    expect(errors.length).toBeGreaterThan(0)
    await store.close()
  })
})
