import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** How to start a server in a process of its own. */
export interface ChildServerOptions {
  command: string
  args: string[]
  /** Folder to start it in. @default this process's */
  cwd?: string
  env: NodeJS.ProcessEnv
  /** Answers 200 once the server is ready. */
  readyUrl: string
  /** @default 60000 */
  readyWithinMs?: number
}

/** A server that runs in a process of its own and has answered its readiness route. */
export interface ChildServer {
  pid: number
  /** From spawn to the first 200 of the readiness route, ms, at a resolution of 10 ms. */
  readyAfterMs: number
  /** SIGTERM, and waits until the process has ended; throws when that takes longer than 30 s. */
  stop: () => Promise<void>
  /** SIGKILL, and waits until the process has ended. */
  kill: () => Promise<void>
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a server and waits for it. Throws with the end of its output when it does not get ready. */
export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-bench-log-'))
  const log = join(folder, 'output.log')
  const output = openSync(log, 'a')
  const started = performance.now()
  const child = spawn(options.command, options.args, {
    env: options.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ['ignore', output, output],
  })
  running.add(child)
  const ended = once(child, 'exit').then(() => {
    running.delete(child)
    rmSync(folder, { recursive: true, force: true })
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  const stop = async () => {
    child.kill('SIGTERM')
    if (await endsWithin(ended, 30_000)) return
    await kill()
    throw new Error(`${options.args.join(' ')} did not end within 30 s of SIGTERM`)
  }
  const problem = await untilReady(child, options)
  if (problem !== undefined) {
    const tail = readFileSync(log, 'utf8').slice(-2000)
    await kill()
    throw new Error(`${options.args.join(' ')}: ${problem}. Its last output:\n${tail}`)
  }
  return {
    pid: child.pid ?? 0,
    readyAfterMs: performance.now() - started,
    stop,
    kill,
  }
}

async function endsWithin(ended: Promise<void>, milliseconds: number): Promise<boolean> {
  const patience = new AbortController()
  const late = delay(milliseconds, false, { signal: patience.signal }).catch(() => false)
  const inTime = await Promise.race([ended.then(() => true), late])
  patience.abort()
  return inTime
}

async function untilReady(
  child: ChildProcess,
  { readyUrl, readyWithinMs = 60_000 }: ChildServerOptions,
): Promise<string | undefined> {
  const deadline = performance.now() + readyWithinMs
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      return `ended with ${child.exitCode ?? child.signalCode} before ${readyUrl} answered 200`
    }
    const answer = await fetch(readyUrl).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return undefined
    await delay(10)
  }
  return `${readyUrl} did not answer 200 within ${readyWithinMs} ms`
}
