import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the versions of Kaapana's build tool write their defaults: from 0.6, and before. */
const SOURCES = [
  {
    file: 'build-scripts/cli.py',
    pattern: /\bbuild_ignore_patterns\b[^=\n]*=\s*typer\.Option\(\s*["']([^"'\n]*)["']/,
  },
  {
    file: 'build-scripts/build-config-template.yaml',
    pattern: /^build_ignore_patterns:\s*["']?([^"'#\n]*)/m,
  },
]

/** Of 0.6.0, for a checkout without the build tool. */
const FALLBACK = 'templates_and_examples,ci,lib/task_api'

/**
 * Patterns that the checkout's own build tool leaves out when nobody says otherwise: texts until
 * 0.6.0, globs from 0.6.1. Its second entry point keeps the texts in 0.6.1 and so ignores nothing
 * and fails; what is meant is what the documented one does.
 */
export function defaultIgnore(source: string): string[] {
  for (const { file, pattern } of SOURCES) {
    const patterns = split(pattern.exec(read(join(source, file)))?.[1] ?? '')
    if (patterns.length > 0) return patterns
  }
  return split(FALLBACK)
}

function split(list: string): string[] {
  return list
    .split(',')
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '')
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
