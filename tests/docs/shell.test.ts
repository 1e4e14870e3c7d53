import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { schemaAt } from '../../stacks/settings/fields.ts'
import { settingsSchema } from '../../stacks/settings/schema.ts'

const ROOT = join(import.meta.dirname, '../..')

const pagesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))

const KAAPANA = pagesIn('docs/kaapana')
const PAGES = ['README.md', ...pagesIn('docs'), ...KAAPANA]

const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8')

/** The blocks of shell of a page, those in lists without their indentation. */
const shellIn = (page: string): string[] =>
  Array.from(
    textOf(page).matchAll(/^( *)```sh\n([\s\S]*?)^\1```/gm),
    ([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )

const blocks = KAAPANA.flatMap((page) => shellIn(page).map((code, at) => ({ page, at, code })))

describe('the shell of the guides of Kaapana', () => {
  it('is there', () => expect(blocks.length).toBeGreaterThan(40))

  it('is understood by bash, every block of it', () => {
    const refused = blocks.flatMap(({ page, at, code }) => {
      const { stderr } = spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' })
      return stderr === '' ? [] : [`${page}, block ${at + 1}: ${stderr}`]
    })
    expect(refused).toEqual([])
  })

  const shellcheck = spawnSync('shellcheck', ['--version']).status === 0

  // Variables of a block may be set in the one before, and files are for people to read.
  it.skipIf(!shellcheck)('is held sound by shellcheck', { timeout: 60_000 }, () => {
    const input = blocks.map(({ page, at, code }) => `# ${page}, block ${at + 1}\n${code}`)
    const { stdout } = spawnSync(
      'shellcheck',
      ['--shell=bash', '--severity=warning', '--exclude=SC2034,SC2154,SC2164', '--format=gcc', '-'],
      { input: input.join('\n'), encoding: 'utf8' },
    )
    expect(stdout).toBe('')
  })

  it('has no place for people to fill in that a shell takes for a redirection', () => {
    expect(blocks.filter(({ code }) => /<[a-z][\w -]*>/.test(code))).toEqual([])
  })
})

describe('the settings that the pages set', () => {
  const paths = PAGES.flatMap((page) =>
    Array.from(
      textOf(page)
        .replaceAll(/\\\n\s*/g, '')
        .matchAll(/pulumi config (?:set|rm)\b([^\n`|]*)/g),
      ([, rest = '']) => ({ page, path: pathIn(rest) }),
    ),
  )

  it('are there', () => expect(paths.length).toBeGreaterThan(30))

  it('are in the schema', () => {
    const unknown = paths.filter(({ path }) => {
      const [first = ''] = path
      return first !== '' && first !== 'aws:region' && schemaAt(settingsSchema, path) === undefined
    })
    expect(unknown).toEqual([])
  })
})

/** The path that a `pulumi config` names, list items as numbers; options go before it. */
function pathIn(words: string): (string | number)[] {
  const named = words.replaceAll(/--(?:stack|type)[ =]\S+|--\S+/g, ' ').trim()
  const [path = ''] = named.replaceAll("'", '').split(/\s+/)
  return path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .replace(/^dataspace:/, '')
    .split('.')
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key))
}
