import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { commit, git, makeCheckout, writeFiles } from '../images/kaapana/make-checkout.ts'
import { runCommand } from './run-command.ts'

const FILES = {
  'base/Dockerfile':
    'FROM docker.io/ubuntu:24.04\nLABEL REGISTRY="local-only"\nLABEL IMAGE="base"\n',
  'app/docker/Dockerfile': 'FROM local-only/base:latest\nLABEL IMAGE="app"\n',
  'other/Dockerfile': 'FROM docker.io/nginx:1.29\nLABEL IMAGE="other"\n',
  'platform/Chart.yaml':
    'apiVersion: v2\nname: kaapana-admin-chart\nversion: 0.0.0\nkaapana_type: platform\n',
  'platform/deployment_config.yaml': 'platform_name: test\n',
  'platform/templates/app.yaml':
    'image: "{{ .Values.global.registry_url }}/app:{{ .Values.global.kaapana_build_version }}"\n',
}

let source = ''
beforeEach(() => {
  source = makeCheckout(FILES)
})

const plan = (...options: string[]) =>
  runCommand(['kaapana', 'plan', '--source', source, ...options])

test('prints what is built, with a clean standard error', async () => {
  const { code, stdout, stderr } = await plan()
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('Kaapana 0.6.0: kaapana-admin-chart for registry.example/kaapana')
  expect(stdout).toContain('2 to build: 1 pushed, 1 local only; 1 not needed, 0 ignored')
  expect(stdout).toContain('base (local only)')
})

test('prints JSON with digests and without the place of the checkout', async () => {
  const { code, stdout } = await plan('--json', '--registry', 'example.org/x')
  expect(code).toBe(0)
  const made = JSON.parse(stdout)
  expect(made).toMatchObject({
    version: '0.6.0',
    levels: [['base'], ['app']],
    unused: ['other'],
    issues: [],
  })
  expect(made.containers[0]).toMatchObject({
    image: 'app',
    dockerfile: 'app/docker/Dockerfile',
    bases: ['base'],
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    tag: 'example.org/x/app:0.6.0',
  })
  expect(stdout).not.toContain(source)
})

test('leaves digests out when asked to', async () => {
  const { stdout } = await plan('--json', '--no-digests')
  expect(JSON.parse(stdout).containers[0].digest).toBeNull()
})

test('hands selection and build arguments to the planner', async () => {
  writeFiles(source, { 'other/Dockerfile': `${FILES['other/Dockerfile']}ARG proxy\n` })
  const digestOf = async (...options: string[]) => {
    const { stdout } = await plan('--json', '--images', 'other', ...options)
    const made = JSON.parse(stdout)
    expect(made.levels).toEqual([['other']])
    return made.containers.find(({ image }: { image: string }) => image === 'other').digest
  }
  expect(await digestOf('--build-arg', 'proxy=a=b')).not.toBe(await digestOf())
})

test('writes a page', async () => {
  const file = join(source, 'plan.html')
  const { code, stderr } = await plan('--html', file)
  expect({ code, stderr }).toEqual({ code: 0, stderr: `Wrote ${file}\n` })
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/)
})

describe('--changed-since', () => {
  test('lists what rebuilds and why', async () => {
    writeFiles(source, { 'base/new.txt': 'x' })
    const { code, stdout } = await plan('--changed-since', 'HEAD')
    expect(code).toBe(0)
    expect(stdout).toBe(`2 of 2 images rebuild after the changes since HEAD

Changed themselves
  base
    base/new.txt

Built from those
  app
`)
  })

  test('gives the same as JSON', async () => {
    writeFiles(source, { 'app/docker/new.txt': 'x' })
    commit(source)
    const { stdout } = await plan('--changed-since', '0.6.0', '--json')
    expect(JSON.parse(stdout)).toEqual({
      version: git(source, 'describe').trim(),
      since: '0.6.0',
      images: [{ image: 'app', files: ['app/docker/new.txt'], bases: [] }],
      issues: [],
    })
  })

  test('refuses a commit that is not there', async () => {
    const { code, stdout, stderr } = await plan('--changed-since', 'nowhere')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Cannot compare with "nowhere": git knows no such commit')
  })
})

test('exits with 1 when the plan has an error, and still prints it', async () => {
  writeFiles(source, {
    'app/docker/Dockerfile': 'FROM local-only/gone:latest\nLABEL IMAGE="app"\n',
  })
  const { code, stdout } = await plan()
  expect(code).toBe(1)
  expect(stdout).toMatch(/^ERROR \S+ \(1 place\)\n {2}app\/docker\/Dockerfile:1$/m)
})

describe('a wrong call exits with 2, prints one message and nothing else', () => {
  const none = () => join(source, 'none')
  test.each<[string, () => string[], RegExp]>([
    ['no checkout', () => [], /required option '--source <folder>'/],
    ['a folder that is not there', () => ['--source', none()], /checkout of Kaapana, got .*none/],
    ['another image', () => ['--source', source, '--images', 'ap'], /no image "ap"/],
    ['another chart', () => ['--source', source, '--charts', 'ap'], /no chart "ap"/],
    ['an empty name', () => ['--source', source, '--images', 'a,,b'], /comma between/],
    ['a bad build argument', () => ['--source', source, '--build-arg', 'x'], /<name>=<value>/],
    ['a bad registry', () => ['--source', source, '--registry', 'https://x'], /without scheme/],
    ['no packaged charts', () => ['--source', source, '--packaged', none()], /^--packaged: /],
    ['an unknown option', () => ['--source', source, '--nope'], /unknown option '--nope'/],
    ['a page in no folder', () => ['--source', source, '--html', `${none()}/x`], /No such folder/],
  ])('%s', async (_, options, message) => {
    const { code, stdout, stderr } = await runCommand(['kaapana', 'plan', ...options()])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
  })

  test('a folder without git', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plain-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const { code, stderr } = await runCommand(['kaapana', 'plan', '--source', folder, '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stderr).error).toContain('not a git repository')
  })
})

test('the group alone shows its help', async () => {
  const { code, stderr } = await runCommand(['kaapana'])
  expect(code).toBe(2)
  expect(stderr).toContain('plan [options]')
})
