import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** Imports the function as Lambda's runtime does, hands it one event, and prints answer and memory. */
const RUNNER = `
import { text } from 'node:stream/consumers'
const { handler } = await import(process.argv[1])
const answer = await handler(JSON.parse(await text(process.stdin)))
process.stderr.write(JSON.stringify({ answer, peakKilobytes: process.resourceUsage().maxRSS }))
`

/** What an invocation answered, logged and needed. */
export interface Invocation {
  answer: { batchItemFailures: { itemIdentifier: string }[] }
  log: string
  peakKilobytes: number
}

/** Lays the archive's files out as Lambda does, with the SDK where the runtime has it. */
export function unpack(
  folder: string,
  { files, modules }: { files: Record<string, string>; modules: string },
): void {
  mkdirSync(folder)
  symlinkSync(modules, join(folder, 'node_modules'))
  for (const [path, file] of Object.entries(files)) copyFileSync(file, join(folder, path))
}

/** Runs the unpacked function in a process of its own. */
export async function invoke(
  folder: string,
  { event, environment }: { event: object; environment: Record<string, string> },
): Promise<Invocation> {
  const args = ['--input-type=module', '--eval', RUNNER, join(folder, 'handler.mjs')]
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
  })
  child.stdin.end(JSON.stringify(event))
  const [log, result] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  try {
    return { log, ...(JSON.parse(result) as Omit<Invocation, 'log'>) }
  } catch {
    throw new Error(`The function did not answer:\n${result}`)
  }
}
