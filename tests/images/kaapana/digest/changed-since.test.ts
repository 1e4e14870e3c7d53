import { renameSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changedSince } from '../../../../images/kaapana/digest/changed-since.ts'
import { KaapanaError } from '../../../../images/kaapana/kaapana-error.ts'
import { commit, git, makeCheckout, writeFiles } from '../make-checkout.ts'
import { chartOf, containerOf, planOf } from '../plan-of.ts'

const FILES = {
  '.gitignore': '*.pyc\n',
  'base/docker/Dockerfile': 'FROM scratch\n',
  'base/docker/files/a b\u00e9.txt': 'a\n',
  'base/docker/.dockerignore': '*.log\n',
  'base/docker/kept.log': '',
  'middle/docker/Dockerfile': 'FROM local-only/base:latest\n',
  'leaf/docker/Dockerfile': 'FROM local-only/middle:latest\n',
  'other/docker/Dockerfile': 'FROM scratch\n',
  'collection/Dockerfile': 'FROM scratch\n',
  'charts/app/Chart.yaml': 'name: app\n',
  'charts/library/templates/_a.tpl': '',
  'charts/admin/Chart.yaml': 'name: admin\n',
}
const CONTAINERS = [
  containerOf('base', { localOnly: true }),
  containerOf('middle', { bases: ['base'] }),
  containerOf('leaf', { bases: ['middle'] }),
  containerOf('unused', { bases: ['base'], selected: false }),
  containerOf('other'),
  containerOf('collection', {
    dockerfile: 'collection/Dockerfile',
    context: 'build/admin/collection',
    generatedContext: true,
  }),
]
const CHARTS = [
  chartOf('collection-chart', {
    type: 'extension-collection',
    containers: ['collection'],
    dependencies: ['app'],
  }),
  chartOf('app', { dependencies: ['library'] }),
  chartOf('library', { dependencies: ['app'] }),
  chartOf('admin'),
]

const planAt = (source: string) => planOf(CONTAINERS, { source, charts: CHARTS })
const changed = (source: string, ref = 'HEAD') =>
  changedSince(planAt(source), ref).map(({ image }) => image)

test('lists nothing when nothing changed', () => {
  expect(changed(makeCheckout(FILES))).toEqual([])
})

test('lists an image with a changed file and all that is built from it, and says why', () => {
  const source = makeCheckout(FILES)
  writeFiles(source, { 'base/docker/files/a b\u00e9.txt': 'b\n' })
  expect(changedSince(planAt(source), 'HEAD')).toEqual([
    { image: 'base', files: ['base/docker/files/a b\u00e9.txt'], bases: [] },
    { image: 'middle', files: [], bases: ['base'] },
    { image: 'leaf', files: [], bases: ['middle'] },
  ])
})

test.each<[string, (source: string) => void, string[]]>([
  ['a Dockerfile', (s) => writeFiles(s, { 'leaf/docker/Dockerfile': 'FROM x' }), ['leaf']],
  ['a deleted file', (s) => unlinkSync(join(s, 'other/docker/Dockerfile')), ['other']],
  ['a new file', (s) => writeFiles(s, { 'leaf/docker/new': '' }), ['leaf']],
  ['a file that git ignores', (s) => writeFiles(s, { 'leaf/docker/new.pyc': '' }), []],
  ['a file that the context leaves out', (s) => writeFiles(s, { 'base/docker/kept.log': 'x' }), []],
  ['a deleted file that it leaves out', (s) => unlinkSync(join(s, 'base/docker/kept.log')), []],
  ['a file beside contexts', (s) => writeFiles(s, { 'leaf/notes.md': '' }), []],
  [
    'what is left out',
    (s) => writeFiles(s, { 'middle/docker/Dockerfile.dockerignore': '*' }),
    ['middle', 'leaf'],
  ],
  [
    'a renamed file',
    (s) => {
      renameSync(join(s, 'other/docker/Dockerfile'), join(s, 'leaf/docker/moved'))
      git(s, 'add', '--all')
    },
    ['other', 'leaf'],
  ],
  ['a packaged chart', (s) => writeFiles(s, { 'charts/library/values.yaml': '' }), ['collection']],
  ['another chart', (s) => writeFiles(s, { 'charts/admin/values.yaml': '' }), []],
])('after %s', (_, change, expected) => {
  const source = makeCheckout(FILES)
  change(source)
  expect(changed(source)).toEqual(expected)
})

test('compares with any commit, and knows that a collection carries the version', () => {
  const source = makeCheckout(FILES)
  writeFiles(source, { 'other/docker/a': '' })
  commit(source)
  const version = git(source, 'describe').trim()
  const changes = changedSince({ ...planAt(source), version }, '0.6.0')
  expect(changes).toEqual([
    {
      image: 'collection',
      files: [],
      bases: [],
      note: 'its charts carry the version, which was 0.6.0',
    },
    { image: 'other', files: ['other/docker/a'], bases: [] },
  ])
  expect(changed(source, 'HEAD~1')).toContain('other')
  expect(changedSince({ ...planAt(source), version: '0.6.0-latest' }, '0.6.0')).toHaveLength(1)
})

test('works in a checkout that is a folder of a larger repository', () => {
  const source = makeCheckout({ 'kaapana/other/docker/Dockerfile': '', 'leaf/docker/a': '' })
  writeFiles(source, { 'kaapana/other/docker/a': '', 'leaf/docker/a': 'b' })
  expect(changed(join(source, 'kaapana'))).toEqual(['other'])
})

test('always lists what lies outside of the checkout', () => {
  const source = makeCheckout(FILES)
  const outside = containerOf('outside', { context: '../extension/docker' })
  expect(changedSince(planOf([outside], { source }), 'HEAD')).toEqual([
    { image: 'outside', files: [], bases: [], note: 'lies outside of the checkout: not compared' },
  ])
})

test.each(['nowhere', '--output=/tmp/x', ''])('refuses the commit %j with what mends it', (ref) => {
  const source = makeCheckout(FILES)
  const wanted = `Cannot compare with "${ref}": git knows no such commit in ${source}. Give a commit, branch or tag that "git -C ${source} log" shows, or fetch it: git -C ${source} fetch --tags --unshallow`
  expect(() => changed(source, ref)).toThrow(new KaapanaError(wanted))
})
