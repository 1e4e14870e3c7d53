import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { instructionsOf } from '../kaapana/dockerfile/instructions.ts'

/**
 * What a Dockerfile copies from its context, the top of the repository, and the Dockerfile itself. Copies
 * from other stages are made of these.
 */
export function copiedFiles(repository: string, dockerfile: string): string[] {
  const { instructions } = instructionsOf(readFileSync(join(repository, dockerfile), 'utf8'))
  const copied = instructions.flatMap(({ keyword, text }) => {
    const words = text.trim().split(/\s+/)
    if (keyword !== 'COPY' || words.some((word) => word.startsWith('--from='))) return []
    return words.filter((word) => !word.startsWith('--')).slice(0, -1)
  })
  return [...new Set([dockerfile, ...copied.map((path) => path.replace(/\/$/, ''))])].sort()
}
