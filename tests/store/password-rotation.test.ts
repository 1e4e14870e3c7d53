import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeOptions } from '../../app/service/store-options.ts'
import { readDatabaseSettings } from '../../app/settings/settings.ts'
import { openStore, type Store } from '../../app/store/store.ts'
import { type PostgresServer, startPostgres } from '../postgres/server.ts'

/** A server that asks the service's role for its password, as a database service does. */
describe('A password that is rotated under a running service', () => {
  let server: PostgresServer
  let admin: Client
  let folder: string
  let store: Store
  beforeAll(async () => {
    server = await startPostgres()
    folder = mkdtempSync(join(tmpdir(), 'dataspace-rotation-'))
    admin = new Client({ connectionString: server.url })
    await admin.connect()
    await admin.query(`create role clerk login password 'first'`)
    await admin.query('create database trail owner clerk')
    const { rows } = await admin.query('show hba_file')
    await admin.query(`copy (select 'host all clerk all scram-sha-256' union all
      select 'host all postgres all trust') to '${rows[0].hba_file}'`)
    await admin.query('select pg_reload_conf()')
    hand('first')
    const settings = readDatabaseSettings({
      DATABASE_URL: server.url.replace('postgres@', '').replace(/\/postgres$/, '/trail'),
      DATABASE_USERNAME: 'clerk',
      DATABASE_PASSWORD_FILE: join(folder, 'password'),
    })
    store = await openStore(storeOptions(settings))
  })
  afterAll(async () => {
    await store?.close()
    await admin.end()
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  /** Replaces the file as a secret store does: at once. */
  const hand = (password: string): void => {
    writeFileSync(join(folder, 'next'), `${password}\n`)
    renameSync(join(folder, 'next'), join(folder, 'password'))
  }

  /** Ends the open connections, so that the next query needs a new one. */
  const disconnect = async (): Promise<void> => {
    const gone = new Promise((resolve) => store.pool.once('remove', resolve))
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'clerk'`,
    )
    await gone
  }

  it('is used by the next connection, without a restart', async () => {
    await store.ping(2000)
    await admin.query(`alter role clerk password 'second'`)
    await disconnect()
    await expect(store.ping(2000)).rejects.toThrow('password authentication failed')
    hand('second')
    await store.ping(2000)
  })
})
