import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isKept, pruneModules, runningPackages } from '../../../images/service/prune-modules.ts'

const root = mkdtempSync(join(tmpdir(), 'prune-modules-'))
afterAll(() => rmSync(root, { recursive: true }))

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

describe('the packages that run', () => {
  it('are reached through nested folders first, as Node finds them', () => {
    const running = runningPackages({
      '': { dependencies: { a: '1', b: '1' } },
      'node_modules/a': { dependencies: { c: '1' } },
      'node_modules/a/node_modules/c': { dependencies: { d: '1' } },
      'node_modules/b': { dependencies: { c: '2' } },
      'node_modules/c': {},
      'node_modules/d': {},
      'node_modules/e': {},
    })
    expect([...running].sort()).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/c',
      'node_modules/b',
      'node_modules/c',
      'node_modules/d',
    ])
  })

  it('do not include what a package needs that only hands out files', () => {
    const running = runningPackages({
      '': { dependencies: { redoc: '1', '@hono/node-server': '1' } },
      'node_modules/redoc': { dependencies: { mobx: '1' }, peerDependencies: { react: '1' } },
      'node_modules/@hono/node-server': { peerDependencies: { hono: '1' } },
      'node_modules/hono': {},
      'node_modules/mobx': {},
      'node_modules/react': {},
    })
    expect(running).toEqual(
      new Set(['node_modules/redoc', 'node_modules/@hono/node-server', 'node_modules/hono']),
    )
  })

  it("leave the platform program's out, unless one is wanted", () => {
    const packages = {
      '': { dependencies: { hono: '1', yaml: '1', typescript: '1' } },
      'node_modules/hono': {},
      'node_modules/yaml': {},
      'node_modules/typescript': {},
    }
    expect([...runningPackages(packages)]).toEqual(['node_modules/hono'])
    expect([...runningPackages(packages, ['yaml'])].sort()).toEqual([
      'node_modules/hono',
      'node_modules/yaml',
    ])
  })
})

it('leaves nothing that speaks DICOM in the service', () => {
  const lock = join(import.meta.dirname, '../../../package-lock.json')
  const { packages } = JSON.parse(readFileSync(lock, 'utf8'))
  const running = runningPackages(packages)
  expect(running).toContain('node_modules/hono')
  const dicom = ['dcmjs', 'dcmjs-dimse', 'dcmjs-codecs', 'async-event-emitter2', 'loglevel']
  for (const name of dicom) expect(packages).toHaveProperty([`node_modules/${name}`])
  expect(
    [...running].filter((folder) => dicom.some((name) => folder.endsWith(`/${name}`))),
  ).toEqual([])
})

describe('the files that stay', () => {
  it.each([
    ['hono', 'dist/index.js', true],
    ['hono', 'dist/index.js.map', false],
    ['hono', 'dist/types/index.d.ts', false],
    ['hono', 'README.md', false],
    ['hono', 'LICENSE.md', true],
    ['@electric-sql/pglite', 'dist/pglite.wasm', true],
    ['@electric-sql/pglite', 'dist/hstore.tar.gz', false],
    ['redoc', 'bundles/redoc.standalone.js', true],
    ['redoc', 'bundles/redoc.standalone.js.LICENSE.txt', true],
    ['redoc', 'bundles/redoc.lib.js', false],
    ['swagger-ui-dist', 'package.json', true],
  ])('of %s: %s is kept: %s', (name, file, kept) => {
    expect(isKept(name, file)).toBe(kept)
  })
})

it('keeps every viewer file that the service hands out', () => {
  const documents = join(import.meta.dirname, '../../../app/http/routes/documents.ts')
  const names: Record<string, string> = { SWAGGER: 'swagger-ui-dist', REDOC: 'redoc' }
  const handedOut = readFileSync(documents, 'utf8').matchAll(/join\((\w+), '([^']+)'\)/g)
  const files = [...handedOut].map(([, folder = '', file = '']) => ({ name: names[folder], file }))
  expect(files.length).toBeGreaterThan(2)
  expect(files.filter(({ name, file }) => name === undefined || !isKept(name, file))).toEqual([])
})

describe('pruning a folder', () => {
  it('deletes packages and files that nothing reads, and nested ones with the same rules', () => {
    const packages = {
      '': { dependencies: { a: '1', redoc: '1', absent: '1' } },
      'node_modules/a': { dependencies: { c: '1' } },
      'node_modules/a/node_modules/c': {},
      'node_modules/absent': { optional: true },
      'node_modules/mobx': {},
      'node_modules/redoc': { dependencies: { mobx: '1' } },
    }
    write('package-lock.json', JSON.stringify({ packages }))
    write('node_modules/a/index.js')
    write('node_modules/a/index.js.map')
    write('node_modules/a/node_modules/c/index.d.ts')
    write('node_modules/a/node_modules/c/index.js')
    write('node_modules/mobx/index.js')
    write('node_modules/redoc/bundles/redoc.lib.js')
    write('node_modules/redoc/bundles/redoc.standalone.js')
    pruneModules(root)
    const left = (path: string) => existsSync(join(root, 'node_modules', path))
    expect(left('a/index.js')).toBe(true)
    expect(left('a/index.js.map')).toBe(false)
    expect(left('a/node_modules/c/index.js')).toBe(true)
    expect(left('a/node_modules/c/index.d.ts')).toBe(false)
    expect(left('mobx')).toBe(false)
    expect(left('redoc/bundles/redoc.lib.js')).toBe(false)
    expect(left('redoc/bundles/redoc.standalone.js')).toBe(true)
  })
})
