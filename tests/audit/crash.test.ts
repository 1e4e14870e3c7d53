import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyTrail } from '../../app/audit/verify-trail.ts'
import { embeddedDatabase, type TestDatabase } from '../store/databases.ts'
import { KEY } from './entries.ts'

/** Number of kills; a bench sets more. */
const KILLS = Number(process.env.DATASPACE_KILLS ?? 20)

const WRITER = join(import.meta.dirname, 'crash-writer.ts')

describe('A process that is killed with -9 while it writes the audit trail', () => {
  let database: TestDatabase
  beforeAll(() => {
    database = embeddedDatabase()
  })
  afterAll(() => database.remove())

  /** Kills the writer once it acknowledged `after` entries; returns every id that it printed. */
  const killAfter = async (after: number): Promise<string[]> => {
    const writer = spawn(process.execPath, [WRITER, database.options.dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    writer.stdout.on('data', (chunk: Buffer) => {
      printed += chunk
      if (printed.length / 37 >= after) writer.kill('SIGKILL')
    })
    const [, signal] = await once(writer, 'close')
    expect(signal).toBe('SIGKILL')
    return printed.split('\n').slice(0, -1)
  }

  it(
    'has lost no acknowledged row, and the chain verifies',
    async () => {
      const acknowledged: string[] = []
      for (let kill = 0; kill < KILLS; kill += 1) {
        acknowledged.push(...(await killAfter(1 + ((kill * 197) % 1500))))
      }
      const store = await database.open()
      const { rows } = await store.pool.query<{ number: number }>(
        'select count(*)::int as number from audit_rows where id = any($1)',
        [acknowledged],
      )
      expect(rows[0]?.number).toBe(acknowledged.length)
      expect(await verifyTrail(store, KEY)).toMatchObject({ problems: [] })
      await store.close()
    },
    KILLS * 10_000,
  )
})
