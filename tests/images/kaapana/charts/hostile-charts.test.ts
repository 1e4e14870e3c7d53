import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOf, map, places, read } from './read-fixture.ts'

const level = (index: number) => `l${index}: &l${index} [${`*l${index - 1},`.repeat(9)}]`
const BOMB = ['name: a', 'l0: &l0 x', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(level)].join('\n')

describe('a hostile chart is an issue', () => {
  it.each([
    ['aliases that multiply', BOMB, 'chart-yaml'],
    ['an alias of nothing', 'name: *b', 'chart-yaml'],
    ['nesting beyond the stack', `name: a\nb: ${'['.repeat(100_000)}`, 'chart-yaml'],
    ['too much YAML', `name: a\n${'#'.repeat(1_100_000)}`, 'chart-yaml'],
    ['a file too large for Helm', '#'.repeat(5_300_000), 'chart-file-unreadable'],
    ['a binary file', 'name: a\0', 'chart-file-unreadable'],
  ])('%s', (_, text, rule) => {
    const { charts, issues } = read(folderOf({ 'a/Chart.yaml': text }))
    expect(charts).toEqual([])
    expect(issues.map((issue) => issue.rule)).toEqual([rule])
  })

  it('bytes that are not UTF-8', () => {
    const folder = folderOf({ 'a/Chart.yaml': '' })
    writeFileSync(join(folder, 'a/Chart.yaml'), Buffer.from([0xff, 0xfe, 0x00]))
    expect(places(read(folder).issues)).toEqual(['chart-file-unreadable a/Chart.yaml'])
  })

  it('many thousand keys take no quadratic time', () => {
    const keys = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join('\n')
    expect(read(folderOf({ 'a/Chart.yaml': `name: a\n${keys}` })).issues).toEqual([])
  })

  it('a line of a million spaces takes no quadratic time', () => {
    const template = `${' '.repeat(1_000_000)}x image: y`
    const folder = folderOf({ 'a/Chart.yaml': 'name: a', 'a/templates/x.yaml': template })
    expect(map(folder).issues).toEqual([])
  })

  it.each([
    ['a folder outside of the checkout', '/etc'],
    ['nothing', 'gone'],
    ['itself', 'templates'],
  ])('templates that are a link to %s', (_, target) => {
    const folder = folderOf({ 'a/Chart.yaml': 'name: a' })
    symlinkSync(target, join(folder, 'a/templates'))
    expect(places(map(folder).issues)).toEqual(['chart-file-unreadable a/templates'])
  })

  it('a named pipe among the templates, which nothing waits for', () => {
    const folder = folderOf({ 'a/Chart.yaml': 'name: a', 'a/templates/x.yaml': '' })
    execFileSync('mkfifo', [join(folder, 'a/templates/pipe.yaml')])
    expect(places(map(folder).issues)).toEqual(['chart-file-unreadable a/templates/pipe.yaml'])
  })

  it('linked folders of operators are not entered', () => {
    const folder = folderOf({
      'e/a/Chart.yaml': 'name: a\nkeywords: [kaapanaworkflow]',
      'e/a/values.yaml': 'x: 1',
      'e/operator.py': 'image="{DEFAULT_REGISTRY}/one:{KAAPANA_BUILD_VERSION}"',
    })
    symlinkSync('..', join(folder, 'e/loop'))
    expect(map(folder, 'one')).toEqual({ containers: { a: ['one'] }, issues: [] })
  })

  it('a workflow at the top of the checkout looks for operators no further up', () => {
    const folder = folderOf({
      'operator.py': 'image="{DEFAULT_REGISTRY}/outside:1"',
      'in/Chart.yaml': 'name: a\nkeywords: [kaapanaworkflow]',
      'in/values.yaml': 'x: 1',
    })
    expect(map(join(folder, 'in'))).toEqual({ containers: { a: [] }, issues: [] })
  })
})
