import { spawn } from 'node:child_process'

/** A tool that is not installed, or that failed. */
export class ToolError extends Error {
  override readonly name = 'ToolError'
}

/** What a tool is run with. */
export interface ToolOptions {
  readonly folder: string
  readonly signal?: AbortSignal | undefined
  /** Ends that are no failure. @default 0 */
  readonly allowed?: readonly number[]
}

/** The last lines say what went wrong; more would hide it. */
const TOLD_LINES = 8

/**
 * Runs a tool in a folder, without a shell, and returns what it printed.
 *
 * @throws ToolError naming the tool and its last words
 */
export async function runTool(
  tool: 'dvc' | 'git',
  args: readonly string[],
  { folder, signal, allowed = [0] }: ToolOptions,
): Promise<string> {
  signal?.throwIfAborted()
  const child = spawn(tool, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DVC_NO_ANALYTICS: '1', GIT_TERMINAL_PROMPT: '0' },
    ...(signal && { signal }),
  })
  let output = ''
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new ToolError(`${tool} is not on PATH; docs/pipeline.md says how to install it`)
  })
  if (code !== null && allowed.includes(code)) return output
  const words = (told.trim() || output.trim()).split('\n').slice(-TOLD_LINES).join('\n')
  throw new ToolError(`${tool} ${args[0]} failed (exit code ${code}):\n${words}`)
}
