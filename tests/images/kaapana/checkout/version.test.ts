import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { describe } from '../../../../images/kaapana/checkout/version.ts'
import { planKaapana } from '../../../../images/kaapana/plan-kaapana.ts'
import { commit, git, makeCheckout, writeFiles } from '../make-checkout.ts'
import { planCheckout, pushedImage } from '../plan-checkout.ts'

afterEach(() => void vi.unstubAllEnvs())

test('At a tag the version is the tag; later it names commits since and the commit', () => {
  const folder = makeCheckout({ a: '' })
  expect(describe(folder)).toBe('0.6.0')
  commit(folder)
  const hash = git(folder, 'rev-parse', '--short', 'HEAD').trim()
  expect(describe(folder)).toBe(`0.6.0-1-g${hash}`)
})

test('A tag without annotation does not count', () => {
  const folder = makeCheckout({ a: '' })
  git(folder, 'tag', '0.7.0')
  expect(describe(folder)).toBe('0.6.0')
})

test('With latest, versions are the release’s and -latest', () => {
  const folder = makeCheckout({ 'a/Dockerfile': pushedImage('a') })
  commit(folder)
  const plan = planKaapana({ source: folder, latest: true, images: ['a'] })
  expect(plan.version).toBe('0.6.0-latest')
  expect(plan.containers).toMatchObject([{ tag: 'registry.example/kaapana/a:0.6.0-latest' }])
})

test('A repository in the checkout has its own version', () => {
  const folder = makeCheckout({ 'a/Dockerfile': pushedImage('a') })
  const nested = makeCheckout({ 'deep/b/Dockerfile': pushedImage('b') }, { tag: '1.2.3' })
  git(folder, 'clone', '--quiet', nested, 'nested')
  const plan = planKaapana({ source: folder, images: ['a', 'b'] })
  expect(plan.containers.map(({ version }) => version)).toEqual(['0.6.0', '1.2.3'])
})

test('External sources have their own version, exact names, and paths from the checkout', () => {
  const folder = makeCheckout({ 'a/Dockerfile': pushedImage('a') })
  const files = { 'b/Dockerfile': pushedImage('b'), 'b/Dockerfile.gpu': pushedImage('c') }
  const external = makeCheckout(files, { tag: '1.2.3' })
  const plan = planKaapana({ source: folder, externalSources: [external], images: ['b'] })
  expect(plan.containers.map(({ image, version }) => [image, version])).toEqual([
    ['a', '0.6.0'],
    ['b', '1.2.3'],
  ])
  const context = plan.containers[1]?.context ?? ''
  expect(join(folder, context)).toBe(join(external, 'b'))
})

test('An external source within the checkout adds nothing', () => {
  const folder = makeCheckout({ 'a/Dockerfile': pushedImage('a') })
  const options = { source: folder, images: ['a'] }
  const plan = planKaapana({ ...options, externalSources: [join(folder, 'a')] })
  expect(plan).toEqual(planKaapana(options))
})

test('A shallow clone without its tag is refused with the command that mends it', () => {
  const folder = makeCheckout({ a: '' })
  commit(folder)
  const clone = join(makeCheckout({}), 'clone')
  git(folder, 'clone', '--quiet', '--depth=1', '--no-tags', `file://${folder}`, clone)
  expect(() => describe(clone)).toThrow(
    `${clone}: a shallow clone without a tag, so that its version is not known (fatal: No names found, cannot describe anything.). Fetch history and tags: git fetch --tags --unshallow`,
  )
})

test('A repository without tags is refused with the command that mends it', () => {
  const folder = makeCheckout({ a: '' })
  git(folder, 'tag', '--delete', '0.6.0')
  expect(() => describe(folder)).toThrow(
    `${folder}: no annotated tag at or below the commit, so that its version is not known (fatal: No names found, cannot describe anything.). Fetch history and tags: git fetch --tags`,
  )
})

test('A folder without repository is refused', () => {
  const folder = makeCheckout({ a: '' })
  rmSync(join(folder, '.git'), { recursive: true })
  expect(() => describe(folder)).toThrow(`${folder}: not a git repository`)
})

test('A machine without git is told so', () => {
  const folder = makeCheckout({ a: '' })
  vi.stubEnv('PATH', folder)
  expect(() => describe(folder)).toThrow('git is not on PATH')
})

test('A tag that is no semantic version is refused', () => {
  const folder = makeCheckout({ a: '' }, { tag: 'release-6' })
  expect(() => describe(folder)).toThrow('git describe says "release-6", which is not a semantic')
})

test('Variables of git that a hook sets do not lead to another repository', () => {
  const folder = makeCheckout({ a: '' })
  const other = makeCheckout({ a: '' }, { tag: '9.9.9' })
  vi.stubEnv('GIT_DIR', join(other, '.git'))
  expect(describe(folder)).toBe('0.6.0')
})

test('A folder that does not exist is refused by the option that names it', () => {
  expect(() => planKaapana({ source: '/nowhere' })).toThrow(
    'source: expected a folder with a checkout of Kaapana, got /nowhere (ENOENT)',
  )
  expect(() => planCheckout({}, { externalSources: ['/nowhere'] })).toThrow(
    'externalSources: expected a folder with a checkout of Kaapana, got /nowhere (ENOENT)',
  )
})

test('What packaging wrote into the checkout is not found again', () => {
  const folder = makeCheckout({ 'a/Dockerfile': pushedImage('a') })
  writeFiles(folder, { 'build/Dockerfile': 'FROM a\n', 'packaged/Dockerfile': 'FROM a\n' })
  const plan = planKaapana({ source: folder, packaged: join(folder, 'packaged'), images: ['a'] })
  expect(plan.issues).toEqual([])
})
