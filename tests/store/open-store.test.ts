import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../app/store/store.ts'
import { createUser, findUserByName } from '../../app/store/users.ts'
import { DATABASES, embeddedDatabase, serverDatabase, type TestDatabase } from './databases.ts'

const anna = { username: 'anna', passwordHash: 'hash', role: 'user', institution: 'dkfz' } as const

describe.each(DATABASES)('A store on %s', (_name, create) => {
  it('keeps its rows over a restart, and answers a ping', async () => {
    const database = await create()
    const first = await database.open()
    await createUser(first.db, anna)
    await first.close()
    const second = await database.open()
    expect(await findUserByName(second.db, 'anna')).toMatchObject(anna)
    await second.ping(1000)
    await second.close()
    await expect(second.ping(1000)).rejects.toThrow()
    database.remove()
  })

  it('gives SQL errors as they are and goes on', async () => {
    const database = await create()
    const { pool, close } = await database.open()
    await expect(pool.query('select $1::int / 0', [1])).rejects.toMatchObject({ code: '22012' })
    await expect(pool.query('selekt')).rejects.toMatchObject({ code: '42601' })
    const { rows } = await pool.query('select $1::text as text', ['x'.repeat(3_000_000)])
    expect(rows[0].text).toHaveLength(3_000_000)
    await close()
    database.remove()
  })

  it('rolls back what a lost connection left open', async () => {
    const database = await create()
    const store = await database.open()
    const client = await store.pool.connect()
    await client.query('begin')
    await client.query(`insert into service_facts values ('a', 'b')`)
    client.release(new Error('lost'))
    const { rows } = await store.pool.query('select count(*)::int as number from service_facts')
    expect(rows[0].number).toBe(0)
    await store.close()
    database.remove()
  })
})

describe('The data directory', () => {
  let database: TestDatabase
  beforeEach(() => {
    database = embeddedDatabase()
  })
  afterEach(() => database.remove())

  const lockFile = () => join(database.options.dataDir, 'dataspace.lock')

  it('is refused to a second opening, naming the process that has it', async () => {
    const store = await database.open()
    await expect(database.open()).rejects.toThrow(
      `The data directory ${database.options.dataDir} is in use by process ${process.pid}. Stop ` +
        'that process, or give this one a directory of its own with DATA_DIR.',
    )
    await store.ping(1000)
    await store.close()
    expect(existsSync(lockFile())).toBe(false)
  })

  it('is refused while another process has it, and free after that was killed', async () => {
    const other = spawn(process.execPath, [
      '--eval',
      `const { lockDirectory } = await import(${JSON.stringify(join(import.meta.dirname, '../../app/store/directory-lock.ts'))})
      lockDirectory(${JSON.stringify(database.options.dataDir)}); console.log('locked'); setInterval(() => {}, 1000)`,
    ])
    await once(other.stdout, 'data')
    await expect(database.open()).rejects.toThrow(`is in use by process ${other.pid}.`)
    other.kill('SIGKILL')
    await once(other, 'exit')
    const store = await database.open()
    expect(readFileSync(lockFile(), 'utf8')).toMatch(new RegExp(`^${process.pid} `))
    await store.close()
  })

  it('is free when the process id in its lock belongs to another process now', async () => {
    writeFileSync(lockFile(), `${process.ppid} 1\n`)
    const store = await database.open()
    await store.close()
  })
})

describe('A new data directory', () => {
  it('is created for its owner only, with commits that wait for the disk, and says what it does', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'dataspace-new-'))
    const dataDir = join(parent, 'not/yet/there')
    const steps: string[] = []
    const store = await openStore({ dataDir, onProgress: (step) => steps.push(step) })
    expect(steps).toEqual([
      'creating the embedded database',
      'opening the embedded database',
      'applying migrations',
    ])
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    const { rows } = await store.pool.query(`select current_setting('fsync') as fsync`)
    expect(rows).toEqual([{ fsync: 'on' }])
    await store.close()
    rmSync(parent, { recursive: true })
  })
})

describe('The log of the embedded database', () => {
  it('stays short however much is written', async () => {
    const database = embeddedDatabase()
    const { pool, close } = await database.open()
    for (let number = 0; number < 70; number += 1) {
      const text = randomBytes(1_000_000).toString('latin1').replaceAll('\0', ' ')
      await pool.query('insert into service_facts values ($1, $2)', [String(number), text])
    }
    const { rows } = await pool.query('select sum(size)::int as bytes from pg_ls_waldir()')
    expect(rows[0].bytes).toBeLessThan(80 * 1024 * 1024)
    await close()
    database.remove()
  })
})

describe('A PostgreSQL server', () => {
  it('that does not answer is an error and not a crash', async () => {
    const opening = openStore({ databaseUrl: 'postgres://a@127.0.0.1:1/a', dataDir: '' })
    await expect(opening).rejects.toThrow('ECONNREFUSED')
  })

  it('is refused while its schema is behind and the opening may not migrate', async () => {
    const { options, open } = await serverDatabase()
    const cautious = () => openStore({ ...options, migrate: false })
    await expect(cautious()).rejects.toThrow(
      'The database lacks 4 migration(s) of this release, and MIGRATE is false. ' +
        'Run `dataspace migrate` on it first.',
    )
    const migrated = await open()
    expect(migrated.applied).toBe(4)
    await migrated.close()
    const store = await cautious()
    expect(store.applied).toBe(0)
    await store.close()
  })

  it('is migrated once by processes that start together', async () => {
    const database = await serverDatabase()
    const stores = await Promise.all([database.open(), database.open(), database.open()])
    const { rows } = await stores[0]!.pool.query(
      'select count(*)::int as number from drizzle.__drizzle_migrations',
    )
    expect(rows[0].number).toBe(4)
    for (const store of stores) await store.close()
  })
})
