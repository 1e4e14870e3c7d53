import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Tracking } from '../../../components/tracking/tracking.ts'
import { instructionsOf } from '../../../images/kaapana/dockerfile/instructions.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { freePort } from '../../bench/free-port.ts'
import { type PostgresServer, startPostgres } from '../../postgres/server.ts'
import { isPrepared, PYTHON } from '../../python/environment.ts'
import { endGroup, isReady } from '../../tracking/mlflow-server.ts'
import { find, podOf } from '../recorded-resources.ts'
import { ON_AWS } from './arguments.ts'

const PASSWORD = 'a password of #48 letters'
const IMAGE = join(import.meta.dirname, '../../../images/mlflow')
const NOBODY = 65_534

/** A certificate for `localhost` that is its own authority, readable by the server alone. */
function makeCertificate(folder: string): { certificate: string; key: string } {
  const [certificate, key] = [join(folder, 'server.pem'), join(folder, 'server.key')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const files = ['-keyout', key, '-out', certificate]
  execFileSync('openssl', ['req', '-x509', ...curve, '-days', '2', ...subject, ...files], {
    stdio: 'pipe',
  })
  chmodSync(key, 0o600)
  if (process.getuid?.() === 0) chownSync(key, NOBODY, NOBODY)
  return { certificate, key }
}

/** Makes the tool's role and database, admitted by TLS and password alone. */
async function prepare({ url }: PostgresServer, folder: string): Promise<string> {
  const { certificate, key } = makeCertificate(folder)
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create role mlflow login password '${PASSWORD}'`)
  await client.query('create database mlflow owner mlflow')
  await client.query(`alter system set ssl_cert_file = '${certificate}'`)
  await client.query(`alter system set ssl_key_file = '${key}'`)
  await client.query('alter system set ssl = on')
  const { rows } = await client.query<{ hba_file: string }>('show hba_file')
  const rules = [
    'hostssl mlflow mlflow 127.0.0.1/32 scram-sha-256',
    'host all mlflow 127.0.0.1/32 reject',
    'host all postgres 127.0.0.1/32 trust',
  ]
  writeFileSync(rows[0]?.hba_file ?? '', `${rules.join('\n')}\n`)
  await client.query('select pg_reload_conf()')
  await client.end()
  return readFileSync(certificate, 'utf8')
}

/** What the recorded component gives its pods: variables, and files in a folder that stands for theirs. */
function handOver(program: RecordedProgram, folder: string): Record<string, string> {
  const here = (text: string) =>
    text
      .replaceAll('/run/secrets/access', join(folder, 'access'))
      .replaceAll('/etc/dataspace/database', join(folder, 'database'))
  const put = (place: string, files: Record<string, string>) => {
    mkdirSync(join(folder, place))
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, place, name), here(text), { mode: 0o440 })
  }
  const data = (type: string, name: string, field: string) =>
    find(program, type, name).inputs[field] as Record<string, string>
  put('access', data('Secret', 'tracking-access', 'stringData'))
  put('database', data('ConfigMap', 'tracking-database-ca', 'data'))
  const variables = Object.entries(data('ConfigMap', 'tracking-settings', 'data'))
  return Object.fromEntries(variables.map(([name, value]) => [name, here(value)]))
}

/** Start of the image, by the Python of the tests. */
function startOfImage(): string[] {
  const { instructions } = instructionsOf(readFileSync(join(IMAGE, 'Dockerfile'), 'utf8'))
  const entry = instructions.find(({ keyword }) => keyword === 'ENTRYPOINT')
  const words = JSON.parse(entry?.text ?? '[]') as string[]
  return words.map((word) =>
    word.replace('/opt/mlflow/bin/python', PYTHON).replace('/opt/mlflow', IMAGE),
  )
}

const statusOf = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })

/** Arguments and variables of every process of a group, as `ps` and /proc show them. */
const shownBy = (group: number): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
        if (Number(fields[2]) !== group) return []
        return ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${id}/${file}`, 'utf8'))
      } catch {
        return [] // It has ended meanwhile.
      }
    })

describe.skipIf(!isPrepared())("MLflow's image with what Tracking gives its pods", () => {
  let folder: string
  let postgres: PostgresServer
  let program: RecordedProgram
  let environment: Record<string, string>
  let group = 0
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dataspace-tracking-'))
    chmodSync(folder, 0o755)
    postgres = await startPostgres()
    const certificates = await prepare(postgres, folder)
    const { port } = new URL(postgres.url)
    const real = { host: 'localhost', port: Number(port), password: PASSWORD, certificates }
    const database = { ...ON_AWS.database, ...real }
    program = await record(() => {
      new Tracking('tracking', { ...ON_AWS, database })
    })
    environment = {
      ...handOver(program, folder),
      HOME: folder,
      PATH: `${dirname(PYTHON)}:/usr/bin:/bin`,
    }
  }, 60_000)
  afterAll(async () => {
    await endGroup(group)
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('migrates an empty PostgreSQL over checked TLS, serves from it, and shows the password nowhere', async () => {
    const [migrate] = podOf(find(program, 'Job', 'tracking-migrate')).containers
    const words = [...migrate.command, ...migrate.args].map((word: string) =>
      word.replace(/\$\((\w+)\)/g, (_, name: string) => environment[name] ?? ''),
    )
    const migration = spawnSync(words[0] ?? '', words.slice(1), {
      env: environment,
      encoding: 'utf8',
    })
    expect(migration.stderr).toContain('Updating database tables')
    expect(migration.status).toBe(0)

    const [server] = podOf(find(program, 'Deployment', 'tracking')).containers
    expect([server.command, server.args]).toEqual([undefined, undefined])
    const port = String(await freePort())
    const [start = '', ...rest] = startOfImage()
    const child = spawn(start, rest, {
      detached: true,
      stdio: 'ignore',
      env: { ...environment, MLFLOW_HOST: '127.0.0.1', MLFLOW_PORT: port },
    })
    group = child.pid ?? 0
    const url = `http://127.0.0.1:${port}`
    expect(await isReady(child, url)).toBe(true)

    const { httpGet } = server.readinessProbe
    expect(await statusOf(url + httpGet.path, httpGet.httpHeaders[0].value)).toBe(200)
    expect(await statusOf(url + httpGet.path, 'attacker.example')).toBe(403)
    expect(await statusOf(url + server.livenessProbe.httpGet.path, '10.0.0.7')).toBe(200)
    const shown = shownBy(group)
    expect(shown.join()).toContain('service=tool')
    expect(shown.join()).not.toContain(PASSWORD)
  }, 120_000)
})
