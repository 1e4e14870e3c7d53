import { spawn } from 'node:child_process'
import type { RegistryClient } from '../publish/registry-client.ts'
import { versionOfReference } from './mirror-reference.ts'
import type { MirroredBase } from './plan-mirror.ts'

/** What copying is done with. */
export interface CopyOptions {
  /** Registry of the copies, which is asked what it has. */
  readonly target: RegistryClient
  /** Program with first arguments: `['docker', 'buildx']`. */
  readonly buildx: readonly string[]
  /** Copy again what is there: floating tags may have moved. @default false */
  readonly refresh?: boolean
  readonly onCopy?: (base: MirroredBase, done: number) => void
  /** Waits before a further attempt. @default by the clock */
  readonly pause?: (milliseconds: number) => Promise<void>
}

/** How copying ended, each by reference. */
export interface CopiedBases {
  readonly copied: readonly string[]
  /** Were there already. */
  readonly present: readonly string[]
  /** What went wrong, with the reference first. */
  readonly failures: readonly string[]
}

const ATTEMPTS = 4

/**
 * Copies external bases one after another with all their platforms, and goes on after a failure. A
 * run that was broken off continues where it stopped.
 */
export async function copyBases(
  bases: readonly MirroredBase[],
  options: CopyOptions,
): Promise<CopiedBases> {
  const ended = { copied: [] as string[], present: [] as string[], failures: [] as string[] }
  for (const [index, base] of bases.entries()) {
    options.onCopy?.(base, index)
    try {
      const there = options.refresh !== true && (await isThere(base, options.target))
      if (!there) await copy(base, options)
      ended[there ? 'present' : 'copied'].push(base.reference)
    } catch (error) {
      ended.failures.push(`${base.reference}: ${(error as Error).message}`)
    }
  }
  return ended
}

async function isThere({ reference, repository }: MirroredBase, target: RegistryClient) {
  const { tag, digest } = versionOfReference(reference)
  const found = await target.digest(repository, tag)
  return found !== undefined && (digest === undefined || found === digest)
}

async function copy(base: MirroredBase, options: CopyOptions): Promise<void> {
  // Without --prefer-index=false a single manifest is wrapped, and is not the pinned one any more.
  const args = ['imagetools', 'create', '--prefer-index=false', '--tag', base.copy, base.reference]
  for (let attempt = 1; ; attempt++) {
    const { code, errors } = await run([...options.buildx, ...args])
    if (code === 0) return
    if (attempt === ATTEMPTS) throw new Error(errors.trim().split('\n').at(-1) || `exit ${code}`)
    await (options.pause ?? pause)(2_000 * 4 ** (attempt - 1))
  }
}

function run([program = '', ...args]: readonly string[]): Promise<{
  code: number | null
  errors: string
}> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-10_000)
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, errors }))
  })
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
