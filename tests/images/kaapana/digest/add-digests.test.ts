import { chmodSync, mkdirSync, renameSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDigests } from '../../../../images/kaapana/digest/add-digests.ts'
import type { KaapanaContainer, KaapanaPlan } from '../../../../images/kaapana/kaapana-plan.ts'
import { makeCheckout, writeFiles } from '../make-checkout.ts'
import { containerOf, planOf } from '../plan-of.ts'

const FILES = {
  'base/docker/Dockerfile': 'FROM ubuntu:24.04\n',
  'base/docker/files/install.sh': 'true\n',
  'app/docker/Dockerfile': 'FROM local-only/base:latest\nARG proxy\n',
  'app/docker/app.py': 'pass\n',
}
const CONTAINERS = [
  containerOf('app', { bases: ['base'], args: { proxy: null } }),
  containerOf('base', { externalBases: ['ubuntu:24.04'], localOnly: true }),
]

const digestsOf = (plan: KaapanaPlan): Record<string, string | undefined> =>
  Object.fromEntries(plan.containers.map(({ image, digest }) => [image, digest]))

const digest = (source: string, containers: KaapanaContainer[] = CONTAINERS, options = {}) =>
  digestsOf(addDigests(planOf(containers, { source }), options))

test('gives the same digests wherever and whenever the checkout was made', () => {
  const one = makeCheckout(FILES)
  const other = makeCheckout(Object.fromEntries(Object.entries(FILES).reverse()))
  utimesSync(join(other, 'app/docker/app.py'), 0, 0)
  chmodSync(join(other, 'app/docker/app.py'), 0o600)
  mkdirSync(join(other, 'app/docker/empty'))
  expect(digest(other, CONTAINERS.toReversed())).toEqual(digest(one))
  expect(digest(one).app).toMatch(/^[0-9a-f]{64}$/)
})

test('has the digests that the documented encoding gives', () => {
  const source = makeCheckout(FILES)
  // Computed with Python's hashlib and json from imageDigest's documentation.
  expect(digest(source)).toEqual({
    app: '94d941557d5006f9a0c6f1b8aeeba75a894b668f33bc6346c253be3182a6ddf0',
    base: '0d93e39d6ffdbc98cf146489124f871e9ee55259c7b574b7a846422608dc69bc',
  })
})

test('does not depend on the version of the platform', () => {
  const source = makeCheckout(FILES)
  const later = CONTAINERS.map((container) => ({ ...container, version: '9', tag: 'other:9' }))
  expect(digest(source, later)).toEqual(digest(source))
})

const at = (path: string) => (source: string) => join(source, 'base/docker', path)
test.each<[string, (source: string) => void]>([
  ['content', (s) => writeFiles(s, { 'base/docker/files/install.sh': 'false\n' })],
  ['Dockerfile', (s) => writeFiles(s, { 'base/docker/Dockerfile': 'FROM ubuntu:24.04 \n' })],
  ['name', (s) => renameSync(at('files/install.sh')(s), at('files/other.sh')(s))],
  ['new file', (s) => writeFiles(s, { 'base/docker/more': '' })],
  ['removed file', (s) => unlinkSync(at('files/install.sh')(s))],
  ['executable bit', (s) => chmodSync(at('files/install.sh')(s), 0o755)],
  ['new symlink', (s) => symlinkSync('a', at('link')(s))],
])('changes with the %s of a base, and so does what is built from it', (_, change) => {
  const source = makeCheckout(FILES)
  const before = digest(source)
  change(source)
  const after = digest(source)
  expect(after.base).not.toBe(before.base)
  expect(after.app).not.toBe(before.app)
})

test('changes with the target of a symlink', () => {
  const source = makeCheckout(FILES)
  symlinkSync('a', at('link')(source))
  const before = digest(source)
  unlinkSync(at('link')(source))
  symlinkSync('b', at('link')(source))
  expect(digest(source).base).not.toBe(before.base)
})

test('stays when only what is ignored changes', () => {
  const ignore = { 'app/docker/.dockerignore': '.dockerignore\nDockerfile\n*.log' }
  const source = makeCheckout({ ...FILES, ...ignore })
  const before = digest(source)
  writeFiles(source, { 'app/docker/build.log': 'new' })
  expect(digest(source)).toEqual(before)
})

test('changes with the Dockerfile also where the context leaves it out', () => {
  const source = makeCheckout({ ...FILES, 'app/docker/.dockerignore': 'Dockerfile' })
  const before = digest(source)
  writeFiles(source, { 'app/docker/Dockerfile': 'FROM local-only/base:latest\n' })
  expect(digest(source).app).not.toBe(before.app)
})

test('changes with the reference of an external base', () => {
  const source = makeCheckout(FILES)
  const other = [CONTAINERS[0]!, { ...CONTAINERS[1]!, externalBases: ['ubuntu:26.04'] }]
  expect(digest(source, other).base).not.toBe(digest(source).base)
})

test('changes with a build argument that the Dockerfile declares, and with no other', () => {
  const source = makeCheckout(FILES)
  const plain = digest(source)
  const given = digest(source, CONTAINERS, { buildArgs: { proxy: 'http://proxy', other: 'x' } })
  expect(given.app).not.toBe(plain.app)
  expect(given.base).toBe(plain.base)
  expect(digest(source, CONTAINERS, { buildArgs: { toString: 'x' } })).toEqual(plain)
})

test('tells files from links, and names from contents', () => {
  const containers = ['a', 'b', 'c'].map((name) => containerOf(name))
  const source = makeCheckout({ 'a/docker/xy': 'z', 'b/docker/x': 'yz', 'c/docker/Dockerfile': '' })
  symlinkSync('z', join(source, 'c/docker/xy'))
  writeFiles(source, { 'a/docker/Dockerfile': '', 'b/docker/Dockerfile': '' })
  expect(new Set(Object.values(digest(source, containers))).size).toBe(3)
})

test('reads large files piece by piece to the same end', () => {
  const text = 'x'.repeat(3_000_000)
  const source = makeCheckout({ 'app/docker/Dockerfile': '', 'app/docker/large': text })
  const before = digest(source, [containerOf('app')])
  expect(digest(source, [containerOf('app')])).toEqual(before)
  writeFiles(source, { 'app/docker/large': `${text.slice(1)}y` })
  expect(digest(source, [containerOf('app')])).not.toEqual(before)
})

test('leaves out what is in a cycle, needs an image that is not there, or cannot be read', () => {
  const source = makeCheckout({
    ...FILES,
    'from-gone/docker/Dockerfile': '',
  })
  const containers = [
    containerOf('one', { bases: ['two'] }),
    containerOf('two', { bases: ['one'] }),
    containerOf('orphan', { bases: ['nowhere'] }),
    containerOf('gone'),
    containerOf('from-gone', { bases: ['gone'] }),
    ...CONTAINERS,
  ]
  const plan = addDigests(planOf(containers, { source }))
  const known = plan.containers.filter((container) => container.digest !== undefined)
  expect(known.map(({ image }) => image)).toEqual(['app', 'base'])
  expect(plan.issues.map(({ rule, file }) => [rule, file])).toEqual([
    ['context-unreadable', 'gone/docker'],
    ['context-unreadable', 'gone/docker/Dockerfile'],
  ])
})

test('gives no digest to an image whose context is not made yet, and to what is built from it', () => {
  const source = makeCheckout({ ...FILES, 'user/docker/Dockerfile': '' })
  const made = containerOf('made', { generatedContext: true, context: 'made-by-packaging' })
  const user = containerOf('user', { bases: ['made'] })
  const plan = addDigests(planOf([made, user, ...CONTAINERS], { source }))
  expect(plan.issues).toEqual([])
  expect(digestsOf(plan)).toMatchObject({ made: undefined, user: undefined })
})

test('takes a context that packaging made from where it wrote it', () => {
  const source = makeCheckout({ ...FILES, 'made/docker/Dockerfile': '' })
  const packaged = makeCheckout({ 'admin/made/charts/a.tgz': 'a' })
  const context = 'build/admin/made'
  const dockerfile = 'made/docker/Dockerfile'
  const made = [containerOf('made', { generatedContext: true, context, dockerfile })]
  const before = digest(source, made, { packaged })
  expect(before.made).toMatch(/^[0-9a-f]{64}$/)
  writeFiles(packaged, { 'admin/made/charts/a.tgz': 'b' })
  expect(digest(source, made, { packaged }).made).not.toBe(before.made)
})

test('tells how far it is', () => {
  const source = makeCheckout(FILES)
  const seen: [number, string][] = []
  digest(source, CONTAINERS, { onProgress: (...step: [number, string]) => seen.push(step) })
  expect(seen).toEqual([
    [0, 'Digest of base'],
    [0.5, 'Digest of app'],
  ])
})

test('a change of one file changes exactly its image and all that is built from it', () => {
  const graph = fc
    .integer({ min: 1, max: 12 })
    .chain((size) =>
      fc.tuple(
        fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: size, maxLength: size }),
        fc.nat(size - 1),
      ),
    )
  const source = makeCheckout({ 'i0/docker/Dockerfile': '' })
  let change = 0
  fc.assert(
    fc.property(graph, ([picks, changed]) => {
      // Each image takes bases among those before it.
      const containers = picks.map((picked, index) =>
        containerOf(`i${index}`, {
          bases: [...new Set(index === 0 ? [] : picked.map((pick) => `i${pick % index}`))],
        }),
      )
      for (const { image } of containers) writeFiles(source, { [`${image}/docker/Dockerfile`]: '' })
      const before = digest(source, containers)
      change += 1
      writeFiles(source, { [`i${changed}/docker/Dockerfile`]: `# ${change}` })
      const after = digest(source, containers)
      const reached = new Set([`i${changed}`])
      for (const { image, bases } of containers)
        if (bases.some((base) => reached.has(base))) reached.add(image)
      const different = containers.filter(({ image }) => before[image] !== after[image])
      expect(new Set(different.map(({ image }) => image))).toEqual(reached)
    }),
    { numRuns: 40 },
  )
})
