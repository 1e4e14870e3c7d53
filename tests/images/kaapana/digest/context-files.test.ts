import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contextFiles } from '../../../../images/kaapana/digest/context-files.ts'
import { makeCheckout } from '../make-checkout.ts'
import { containerOf } from '../plan-of.ts'

const APP = containerOf('app')
const pathsOf = (source: string) => contextFiles(source, APP).files.map(({ path }) => path)

test('lists what is sent by path, without what is ignored, Dockerfile and ignore file like any', () => {
  const source = makeCheckout({
    'app/docker/Dockerfile': 'FROM scratch',
    'app/docker/.dockerignore': 'node_modules\n*.log',
    'app/docker/node_modules/a/index.js': '',
    'app/docker/build.log': '',
    'app/docker/files/b.py': '',
    'app/docker/files/a.log': '',
  })
  expect(pathsOf(source)).toEqual(['.dockerignore', 'Dockerfile', 'files/a.log', 'files/b.py'])
})

test('keeps what comes back inside an ignored folder', () => {
  const source = makeCheckout({
    'app/docker/Dockerfile': '',
    'app/docker/.dockerignore': '*\n!lib/deep/kept.txt',
    'app/docker/lib/deep/kept.txt': '',
    'app/docker/lib/deep/other.txt': '',
  })
  expect(pathsOf(source)).toEqual(['lib/deep/kept.txt'])
})

test('follows no symlink, so that a loop ends, and does not see empty folders', () => {
  const source = makeCheckout({ 'app/docker/run.sh': '#!/bin/sh' })
  const folder = join(source, 'app/docker')
  chmodSync(join(folder, 'run.sh'), 0o710)
  symlinkSync('.', join(folder, 'loop'))
  symlinkSync('gone', join(folder, 'dangling'))
  mkdirSync(join(folder, 'empty'))
  expect(contextFiles(source, APP)).toMatchObject({
    folder,
    issues: [],
    files: [
      { path: 'dangling', kind: 'symlink', target: 'gone' },
      { path: 'loop', kind: 'symlink', target: '.' },
      { path: 'run.sh', kind: 'executable', size: 9 },
    ],
  })
})

test('never opens a pipe', () => {
  const source = makeCheckout({ 'app/docker/Dockerfile': '' })
  execFileSync('mkfifo', [join(source, 'app/docker/pipe')])
  expect(contextFiles(source, APP).files).toContainEqual({ path: 'pipe', kind: 'other', size: 0 })
})

test('makes a missing folder and a wrong ignore file issues', () => {
  const source = makeCheckout({ 'bad/docker/.dockerignore': '[b-a]' })
  expect(contextFiles(source, APP).issues).toMatchObject([
    { rule: 'context-unreadable', severity: 'error', file: 'app/docker' },
  ])
  expect(contextFiles(source, containerOf('bad')).issues).toMatchObject([
    { rule: 'dockerignore-pattern', severity: 'error', file: 'bad/docker/.dockerignore' },
  ])
})

test('looks for a context that packaging makes below what it wrote, and knows when it is not there', () => {
  const source = makeCheckout({
    'collection/Dockerfile': '',
    'packaged/admin-chart/collection/charts/a.tgz': 'a',
  })
  const container = containerOf('collection', {
    dockerfile: 'collection/Dockerfile',
    context: 'build/admin-chart/collection',
    generatedContext: true,
  })
  expect(contextFiles(source, container)).toEqual({ files: [], issues: [] })
  expect(contextFiles(source, container, join(source, 'elsewhere'))).toEqual({
    files: [],
    issues: [],
  })
  expect(contextFiles(source, container, join(source, 'packaged')).files).toMatchObject([
    { path: 'charts/a.tgz' },
  ])
})
