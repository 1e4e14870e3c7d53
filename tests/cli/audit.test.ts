import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../app/store/store.ts'
import { copyOfEmptyDatabase, startTestService } from '../http/start-service.ts'
import { runCommand } from './run-command.ts'

const PATIENT = {
  patient_id: 'P-1',
  age: 70,
  gender: 'female',
  conditions: [],
  medications: [],
  recent_encounters: 2,
}

/** The trail of three predictions, checked by the command as it goes from whole to broken. */
describe('dataspace audit verify', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = copyOfEmptyDatabase()
    const service = await startTestService({ DATA_DIR: dataDir })
    for (let n = 0; n < 3; n++) await service.call('POST', '/api/v1/predict', { body: PATIENT })
    await service.close()
  })
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  const verify = (...more: string[]) =>
    runCommand(['audit', 'verify', ...more], { DATA_DIR: dataDir })
  const change = async (statement: string): Promise<void> => {
    const store = await openStore({ dataDir, synced: false })
    await store.pool.query(statement).finally(() => store.close())
  }

  it('finds a whole trail in order, and takes the head it told as anchor', async () => {
    const { code, stdout } = await verify()
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Intact: 3 rows\. Head 3:[0-9a-f]{64}\n$/),
    })
    const head = stdout.trim().split(' ').at(-1) as string
    expect((await verify('--anchor', head)).code).toBe(0)
    const other = `${head.slice(0, -1)}${head.endsWith('0') ? '1' : '0'}`
    const anchored = await verify('--anchor', other)
    expect(anchored).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('row 3: row 3 is not the row of the anchor'),
    })
  })

  it('names the row that was edited, in text and JSON, with exit code 1', async () => {
    await change(`update audit_rows set decision = 'LOW-' || decision where seq = 2`)
    const text = await verify()
    expect(text).toMatchObject({ code: 1, stderr: '' })
    expect(text.stdout).toBe(
      'NOT INTACT: 1 problem(s) in 3 rows\n  row 2: row 2 is not what was written\n',
    )
    const json = await verify('--json')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({
      intact: false,
      rows: 3,
      problems: [{ seq: 2, kind: 'edited' }],
    })
    await change(`update audit_rows set decision = substr(decision, 5) where seq = 2`)
    expect((await verify()).code).toBe(0)
  })

  it('says what to do while the service has the database open, with exit code 3', async () => {
    const service = await startTestService({ DATA_DIR: dataDir })
    const { code, stderr } = await verify()
    await service.close()
    expect(code).toBe(3)
    expect(stderr).toContain(`is in use by process ${process.pid}. Stop that process`)
    expect(stderr).toContain('POST /api/v1/admin/audit/verify as administrator')
    expect(stderr).not.toMatch(/^ {4}at /m)
  })

  it('refuses a directory without a database, and leaves nothing in it', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'dataspace-none-'))
    const { code, stderr } = await runCommand(['audit', 'verify'], { DATA_DIR: empty })
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(`There is no database in ${empty}. Set DATA_DIR`),
    })
    expect(readdirSync(empty)).toEqual([])
    rmSync(empty, { recursive: true })
  })

  it('refuses another key than the trail was written with, rather than calling all edited', async () => {
    const { code, stderr } = await runCommand(['audit', 'verify'], {
      DATA_DIR: dataDir,
      AUDIT_KEY: 'another-key-of-thirty-two-characters',
    })
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('was written with the audit key'),
    })
  })
})
