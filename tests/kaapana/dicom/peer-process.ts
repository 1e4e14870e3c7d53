import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { until } from '../../until.ts'
import { type DicomProgram, pathOf } from './programs.ts'

/** A program that answers on a port. */
export interface PeerProcess {
  port: number
  /** All it has written. */
  output(): string
  /** Stops it without ending it: it answers no more. */
  suspend(): void
  /** Kills it and its children, at once. */
  kill(): Promise<void>
}

/** Starts a program in its own process group and waits until it takes connections on its port. */
export async function startPeer(
  program: DicomProgram,
  options: readonly string[],
  port: number,
): Promise<PeerProcess> {
  const path = pathOf(program)
  if (path === undefined) throw new Error(`${program} is not installed`)
  const child = spawn(path, options, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data
    })
  const exited = once(child, 'exit')
  await until(`${program} answers on port ${port}`, async () => {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${output}`)
    return (await answers(port)) ? true : undefined
  })
  return {
    port,
    output: () => output,
    suspend: () => void child.kill('SIGSTOP'),
    kill: () => killGroup(child, exited),
  }
}

async function killGroup(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  process.kill(-child.pid, 'SIGKILL')
  await exited
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
