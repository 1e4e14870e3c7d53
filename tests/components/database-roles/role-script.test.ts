import { spawnSync } from 'node:child_process'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roleScript } from '../../../components/database-roles/role-script.ts'
import { scramVerifier } from '../../../components/database-roles/scram.ts'
import { type PostgresServer, startPostgres } from '../../postgres/server.ts'

const noPsql = spawnSync('psql', ['--version']).status !== 0

const scriptFor = (password: string) =>
  roleScript(
    ['mlflow', 'airflow'].map((role) => ({ role, verifier: scramVerifier(role, password) })),
  )

describe.skipIf(noPsql)(
  'The script for roles, run by psql as RDS’ master (skipped without psql)',
  () => {
    let server: PostgresServer
    beforeAll(async () => {
      server = await startPostgres()
      await query(server.url, "create role master login createrole createdb password 'x'")
    })
    afterAll(() => server?.stop())

    const as = (role: string, database: string) => {
      const url = new URL(server.url)
      url.username = role
      url.pathname = `/${database}`
      return url.href
    }
    const run = (script: string) =>
      spawnSync('psql', ['--no-psqlrc', '--quiet', as('master', 'postgres')], {
        input: script,
        encoding: 'utf8',
      })

    it('makes each role and its database, and does so again without harm', async () => {
      const results = [1, 2].map(() => run(scriptFor('first')))
      expect(
        results.map(({ status, stderr }) => [status, stderr.replaceAll(/NOTICE.*\n/g, '')]),
      ).toEqual([
        [0, ''],
        [0, ''],
      ])
      const owners = await query(
        server.url,
        "select datname, pg_get_userbyid(datdba) as owner from pg_database where datname in ('mlflow', 'airflow') order by 1",
      )
      expect(owners).toEqual([
        { datname: 'airflow', owner: 'airflow' },
        { datname: 'mlflow', owner: 'mlflow' },
      ])
    })

    it('leaves a verifier by which the server takes the password and no other', async () => {
      const signIn = (password: string) => {
        const url = new URL(as('mlflow', 'mlflow'))
        url.password = password
        return query(url.href, 'select 1')
      }
      await askForPasswords(server.url, 'mlflow')
      expect(await signIn('first')).toHaveLength(1)
      await expect(signIn('second')).rejects.toThrow('password authentication failed')
      run(scriptFor('second'))
      expect(await signIn('second')).toHaveLength(1)
      await expect(signIn('first')).rejects.toThrow('password authentication failed')
    })

    it('keeps one tool out of another’s database', async () => {
      await expect(query(as('airflow', 'mlflow'), 'select 1')).rejects.toThrow(
        'permission denied for database "mlflow"',
      )
      await query(as('airflow', 'airflow'), 'create table dags ()')
    })
  },
)

/** The server trusts everybody but this role. */
async function askForPasswords(url: string, role: string): Promise<void> {
  const [row] = await query(url, 'show hba_file')
  const rules = [`host all ${role} 127.0.0.1/32 scram-sha-256`, 'host all all 127.0.0.1/32 trust']
  const lines = rules.map((rule) => `('${rule}')`).join(', ')
  await query(url, `copy (values ${lines}) to '${String(row?.hba_file)}'`)
  await query(url, 'select pg_reload_conf()')
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
