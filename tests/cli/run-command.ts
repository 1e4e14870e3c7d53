import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const ENTRY = join(import.meta.dirname, '../../cli/main.js')

/** How a command ended. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** A command that runs, and its end. */
export interface Started {
  child: ChildProcess
  ended: Promise<Ended>
  /** What it has written so far. */
  output(): { stdout: string; stderr: string }
}

/** Starts `dataspace` in a process of its own, as a user does, with nothing else in its environment. */
export function startCommand(args: string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [ENTRY, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const out = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    out.stderr += text
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, ...out }))
  })
  return { child, ended, output: () => out }
}

/** Runs `dataspace` to its end. */
export const runCommand = (args: string[], env: Record<string, string> = {}): Promise<Ended> =>
  startCommand(args, env).ended
