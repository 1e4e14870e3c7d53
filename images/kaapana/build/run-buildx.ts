import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BakeFile, bakeJson } from '../bake/bake-file.ts'

/** How buildx is run. */
export interface BuildxOptions {
  /** Program with first arguments: `['docker', 'buildx']`. */
  readonly buildx: readonly string[]
  /** The checkout, which the file's paths start from. */
  readonly folder: string
  /** Name of the builder. @default the current one */
  readonly builder?: string
  /** Folders outside of the checkout that the file names. */
  readonly allowed?: readonly string[]
  /** Folder that gets each image's output as `<image>.log`. @default none is kept */
  readonly logs?: string
  readonly signal?: AbortSignal
}

/** Output kept of a build, for its reason where it fails. */
const KEPT_CHARACTERS = 20_000

/**
 * Builds what a bake file describes.
 *
 * @throws Error with what buildx says of the failure; AbortError when the signal is given
 */
export function runBuildx(image: string, file: BakeFile, options: BuildxOptions): Promise<void> {
  const { buildx, folder, builder, allowed = [], logs, signal } = options
  const [program = '', ...first] = buildx
  const args = [
    ...first,
    ...['bake', '--file', '-', '--progress=plain'],
    ...(builder === undefined ? [] : ['--builder', builder]),
    ...allowed.map((path) => `--allow=fs.read=${path}`),
  ]
  if (logs !== undefined) mkdirSync(logs, { recursive: true })
  const log = logs === undefined ? undefined : createWriteStream(join(logs, `${image}.log`))
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['pipe', 'ignore', 'pipe'], signal })
    let output = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_CHARACTERS)
      log?.write(text)
    })
    child.once('error', reject)
    child.once('close', (code) => {
      log?.end()
      if (code === 0) resolve()
      else reject(new Error(reasonIn(output) ?? `buildx ended with ${code}`))
    })
    // A buildx that ends before it has read all says why itself.
    child.stdin.on('error', () => {})
    child.stdin.end(bakeJson(file))
  })
}

/** The last line in which buildx says what failed. */
function reasonIn(output: string): string | undefined {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  return (lines.findLast((line) => line.startsWith('ERROR: ')) ?? lines.at(-1))?.trim()
}
