import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../postgres/server.ts'
import { runCommand } from './run-command.ts'

/** A database owned by a role with a password, as a database service keeps it: user and password apart. */
describe('dataspace migrate', () => {
  const role = `clerk_${crypto.randomUUID().slice(0, 8)}`
  let folder: string
  let url: string
  let environment: Record<string, string>
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dataspace-migrate-'))
    url = await createDatabase(inject('postgresUrl'))
    await administrate(url, `create role ${role} login password 'first'`)
    await administrate(url, `alter database ${new URL(url).pathname.slice(1)} owner to ${role}`)
    writeFileSync(join(folder, 'user'), role)
    writeFileSync(join(folder, 'password'), 'first')
    environment = {
      DATABASE_URL: url.replace('postgres@', ''),
      DATABASE_USERNAME_FILE: join(folder, 'user'),
      DATABASE_PASSWORD_FILE: join(folder, 'password'),
    }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('applies what is missing, once, and needs no secret but the database’s', async () => {
    expect(await runCommand(['migrate'], environment)).toMatchObject({
      code: 0,
      stdout: 'Applied 4 migration(s).\n',
      stderr: '',
    })
    expect(await runCommand(['migrate', '--json'], environment)).toMatchObject({
      code: 0,
      stdout: '{"applied":0}\n',
    })
  })

  it('ends with 3 where no database answers, naming the server and not its password', async () => {
    const migrate = (at: string) =>
      runCommand(['migrate'], { DATABASE_URL: `postgres://a:geheim@${at}/a` })
    expect(await migrate('127.0.0.1:1')).toMatchObject({
      code: 3,
      stdout: '',
      stderr:
        'The database at 127.0.0.1:1 cannot be reached: connect ECONNREFUSED 127.0.0.1:1. ' +
        'Check DATABASE_URL.\n',
    })
    expect((await migrate('localhost:1')).stderr).toMatch(
      /^The database at localhost:1 cannot be reached: (connect )?ECONNREFUSED/,
    )
  })

  it('passes on what a database that answers says, and ends with 2 on wrong settings', async () => {
    const unknown = { DATABASE_URL: url.replace('postgres@', 'nobody-here@') }
    const refused = await runCommand(['migrate'], unknown)
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('nobody-here') })
    expect(refused.stderr).not.toContain('cannot be reached')
    const wrong = { ...environment, DATABASE_USERNAME: 'anna' }
    expect(await runCommand(['migrate'], wrong)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('DATABASE_USERNAME and DATABASE_USERNAME_FILE: set one'),
    })
  })
})

async function administrate(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
