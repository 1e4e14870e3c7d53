import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { until } from '../until.ts'
import { buildBuildkit, buildRegistry } from './go-tools.ts'

/** A running program and where to reach it. */
export interface Registry {
  /** Host and port. */
  readonly host: string
  stop(): Promise<void>
}

/** A BuildKit of its own, and buildx set up to use it. */
export interface Builder {
  /** Environment in which `buildx` is on PATH and builds with this BuildKit. */
  readonly env: Record<string, string>
  /** Forgets all that was built. */
  prune(): void
  stop(): Promise<void>
}

/** Starts an empty registry on loopback. */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-registry-'))
  const host = `127.0.0.1:${await freePort()}`
  const config = {
    version: 0.1,
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: host },
  }
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  const program = join(buildRegistry(), 'registry')
  const child = start(program, ['serve', join(folder, 'config.json')], folder)
  const stop = () => end(child, folder)
  try {
    await ready(child, folder, async () => (await fetch(`http://${host}/v2/`)).ok)
  } catch (error) {
    await stop()
    throw error
  }
  return { host, stop }
}

/** Starts BuildKit without anything built, and points buildx to it. */
export async function startBuilder(): Promise<Builder> {
  const bin = buildBuildkit()
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-buildkit-'))
  const address = `unix://${join(folder, 'buildkitd.sock')}`
  const root = join(folder, 'root')
  mkdirSync(root)
  // The native snapshotter copies folders: slow, and right on any file system.
  const args = ['--addr', address, '--root', root, '--oci-worker-snapshotter', 'native']
  const child = start(join(bin, 'buildkitd'), args, folder)
  const env = {
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    HOME: folder,
    DOCKER_CONFIG: join(folder, 'docker'),
    BUILDX_CONFIG: join(folder, 'buildx'),
    BUILDX_BUILDER: 'dataspace',
  }
  const buildctl = (...words: string[]) =>
    spawnSync(join(bin, 'buildctl'), ['--addr', address, ...words], { env, stdio: 'ignore' })
  const stop = () => end(child, folder)
  try {
    await ready(child, folder, async () => buildctl('debug', 'workers').status === 0)
    const create = ['create', '--name', 'dataspace', '--driver', 'remote', address]
    execFileSync(join(bin, 'buildx'), create, { env, stdio: 'pipe' })
  } catch (error) {
    await stop()
    throw error
  }
  return { env, prune: () => void buildctl('prune', '--all'), stop }
}

function start(program: string, args: string[], folder: string): ChildProcess {
  const log = openSync(join(folder, 'log'), 'a')
  return spawn(program, args, { cwd: folder, stdio: ['ignore', log, log] })
}

async function ready(child: ChildProcess, folder: string, ask: () => Promise<boolean>) {
  await until(`${child.spawnfile} answers`, async () => {
    if (child.exitCode !== null) throw new Error(readFileSync(join(folder, 'log'), 'utf8'))
    return (await ask().catch(() => false)) || undefined
  })
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    await exit
  }
  rmSync(folder, { recursive: true, force: true })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await new Promise((resolve) => server.close(resolve))
  return port
}
