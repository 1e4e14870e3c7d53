import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const CORE = realpathSync(join(import.meta.dirname, '../../../node_modules/@mantine/core'))
const IMPORTS = /import\s*\{([^}]*)\}\s*from '@mantine\/core'/g
const INDEXED = /import\s*\{([^}]*)\}\s*from "(\.[^"]+)"/g
const ANY_IMPORT = /^import [^;]*? from "(\.[^"]+)"/gm
const CLASS_NAME = /m_[0-9a-f]+/g

const read = (path: string): string => readFileSync(path, 'utf8')

/** Names that the console imports from Mantine. */
function importedNames(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return new Set(
    files
      .filter((name) => name.endsWith('.tsx'))
      .flatMap((name) => [...read(join(folder, name)).matchAll(IMPORTS)])
      .flatMap(([, names = '']) => names.split(','))
      .map((name) => name.trim().replace(/^type /, '')),
  )
}

/** Class names of the components behind the names, and of every component these are made of. */
function usedClasses(names: ReadonlySet<string>): Set<string> {
  const index = join(CORE, 'esm/index.mjs')
  const open = [...read(index).matchAll(INDEXED)]
    .filter(([, found = '']) => found.split(',').some((name) => names.has(name.trim())))
    .map(([, , path = '']) => join(dirname(index), path))
  const seen = new Set(open)
  const classes = new Set<string>()
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const text = read(file)
    if (file.endsWith('.module.mjs'))
      for (const [name] of text.matchAll(CLASS_NAME)) classes.add(name)
    for (const [, path = ''] of text.matchAll(ANY_IMPORT)) {
      const next = join(dirname(file), path)
      if (!seen.has(next)) open.push(next)
      seen.add(next)
    }
  }
  return classes
}

/**
 * Mantine's style sheet without the parts of components that the console does not use, in Mantine's order,
 * on which the cascade relies.
 *
 * @param folder the console's source
 * @throws Error where Mantine's files are no longer laid out as this expects
 */
export function usedMantineStyles(folder: string): string {
  const all = read(join(CORE, 'styles.css'))
  const classes = usedClasses(importedNames(folder))
  const parts = readdirSync(join(CORE, 'styles'))
    .filter((name) => name.endsWith('.css') && !name.endsWith('.layer.css'))
    .map((name) => {
      const text = read(join(CORE, 'styles', name)).trim()
      return { text, start: all.indexOf(text), own: text.match(CLASS_NAME) ?? [] }
    })
  const strange = parts.some(({ start }) => start === -1)
  if (strange || classes.size === 0)
    throw new Error('Mantine lays out its styles in another way: see used-mantine-styles.ts')
  return parts
    .filter(({ own }) => own.length === 0 || own.some((name) => classes.has(name)))
    .sort((a, b) => a.start - b.start)
    .map(({ text }) => text)
    .join('\n')
}

/** Sends a build only the styles it needs: two fifths of Mantine's sheet. */
export const mantineStyles = (folder: string): Plugin => ({
  name: 'used-mantine-styles',
  apply: 'build',
  enforce: 'pre',
  load: (id) => (id === join(CORE, 'styles.css') ? usedMantineStyles(folder) : undefined),
})
