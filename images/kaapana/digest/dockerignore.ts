import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import dockerignore from '@balena/dockerignore'

/** What a context leaves out, as BuildKit reads it. */
export interface Dockerignore {
  /** Absolute path of the file that says so; none leaves nothing out. */
  readonly file?: string
  /** Whether a path, relative to the context, is left out. */
  readonly ignores: (path: string) => boolean
  /** Whether nothing below a folder that is left out comes back, so that it need not be read. */
  readonly final: boolean
}

/**
 * Reads what a context leaves out: `<Dockerfile>.dockerignore` beside the Dockerfile, else
 * `.dockerignore` in the context (https://docs.docker.com/build/concepts/context/#dockerignore-files).
 * Throws on a file that cannot be read, and a SyntaxError on a pattern that is none.
 */
export function readDockerignore(context: string, dockerfile: string): Dockerignore {
  const file = [`${dockerfile}.dockerignore`, join(context, '.dockerignore')].find(existsSync)
  if (file === undefined) return { ignores: () => false, final: true }
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map(literal)
  // BuildKit's matching is case-sensitive on Linux, which all of these images are for.
  const rules = dockerignore.default({ ignorecase: false }).add(lines)
  // The library compiles patterns when they are first asked.
  rules.ignores('any')
  const final = !lines.some((line) => line.trim().startsWith('!'))
  return { file, ignores: (path) => rules.ignores(path), final }
}

/**
 * A pattern in which what BuildKit takes literally, and the library as a regular expression's sign,
 * is escaped (https://github.com/moby/patternmatcher, shouldEscape); `**` alone may repeat.
 */
const literal = (pattern: string): string =>
  pattern
    .replace(/\\.|[+(){}|]/g, (found) => (found.length > 1 ? found : `\\${found}`))
    .replace(/(\*\*\/)+/g, '**/')
