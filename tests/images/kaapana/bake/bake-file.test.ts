import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type BakeFile, bakeJson } from '../../../../images/kaapana/bake/bake-file.ts'
import { readCacheSetting } from '../../../../images/kaapana/bake/cache-setting.ts'
import { contextKey } from '../../../../images/kaapana/bake/context-key.ts'
import { bakeFile, CONTENT_LABEL } from '../../../../images/kaapana/bake/make-bake-file.ts'
import { targetName } from '../../../../images/kaapana/bake/target-name.ts'
import { BAKE_SCHEMA } from './bake-schema.ts'
import { container, planOf } from './make-plan.ts'

const BASE = container('base-3.10', { localOnly: true })
const MIDDLE = container('middle', { localOnly: true, bases: ['base-3.10'], level: 1 })
const APP = container('app', { bases: ['middle', 'base-3.10'], level: 2, args: { MODE: 'x' } })
const OTHER = container('other', { externalBases: ['docker.io/python:3.11-slim', 'scratch'] })
const PLAN = planOf(APP, BASE, MIDDLE, OTHER)

describe('the bake file', () => {
  it('has a target an image, each base of the checkout under the name that BuildKit asks for', () => {
    const { target } = bakeFile(PLAN)
    expect(Object.keys(target)).toEqual(['base-3_2e_10', 'other', 'middle', 'app'])
    expect(target.app?.contexts).toEqual({
      'local-only/middle': 'target:middle',
      'local-only/base-3.10': 'target:base-3_2e_10',
    })
  })

  it('has a group of all, and one a level', () => {
    expect(bakeFile(PLAN).group).toMatchObject({
      default: { targets: ['base-3_2e_10', 'other', 'middle', 'app'] },
      'level-0': { targets: ['base-3_2e_10', 'other'] },
      'level-1': { targets: ['middle'] },
      'level-2': { targets: ['app'] },
    })
  })

  it('pushes images by version and content, bases by content into one repository', () => {
    const { target } = bakeFile(PLAN)
    expect(target.app).toMatchObject({
      tags: [
        'registry.example/kaapana/app:0.6.0',
        `registry.example/kaapana/app:content-${APP.digest!.slice(0, 16)}`,
      ],
      output: ['type=registry'],
    })
    const middle = `content-middle-${MIDDLE.digest!.slice(0, 16)}`
    expect(target.middle).toMatchObject({
      tags: [`registry.example/kaapana/bases:${middle}`],
      output: ['type=registry'],
    })
    expect(target.middle).not.toHaveProperty('labels')
  })

  it('pushes a base nowhere whose content is not known', () => {
    const { digest: _, ...unknown } = MIDDLE
    const { target } = bakeFile(planOf(APP, BASE, unknown, OTHER))
    expect(target.middle).toMatchObject({ output: ['type=cacheonly'] })
    expect(target.middle).not.toHaveProperty('tags')
  })

  it('keeps layers in the registry, those of bases in one repository, or where it is told', () => {
    const { target } = bakeFile(PLAN)
    expect(target.app?.['cache-to']).toEqual([
      'type=registry,ref=registry.example/kaapana/app:buildcache,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true',
    ])
    expect(target.middle?.['cache-from']).toEqual([
      'type=registry,ref=registry.example/kaapana/bases:buildcache-middle',
    ])
    const local = bakeFile(PLAN, { cache: readCacheSetting('local:/cache') }).target.app
    expect(local?.['cache-to']).toEqual(['type=local,dest=/cache/app,mode=max'])
    expect(bakeFile(PLAN, { cache: { kind: 'none' } }).target.app).not.toHaveProperty('cache-to')
  })

  it('labels images with what does not change between two runs', () => {
    expect(bakeFile(PLAN, { revision: 'abc' }).target.app?.labels).toEqual({
      'org.opencontainers.image.title': 'app',
      'org.opencontainers.image.version': '0.6.0',
      'org.opencontainers.image.source': 'https://github.com/kaapana/kaapana',
      'org.opencontainers.image.revision': 'abc',
      [CONTENT_LABEL]: `sha256:${APP.digest}`,
    })
    expect(bakeJson(bakeFile(PLAN))).toBe(bakeJson(bakeFile(PLAN)))
  })

  it('gives arguments to those that declare them, proxies and date to all', () => {
    const buildArgs = { MODE: 'y', http_proxy: 'http://proxy:3128' }
    const { target } = bakeFile(PLAN, { buildArgs, epoch: 1_700_000_000 })
    const everyone = { http_proxy: 'http://proxy:3128', SOURCE_DATE_EPOCH: '1700000000' }
    expect(target.app?.args).toEqual({ MODE: 'y', ...everyone })
    expect(target.other?.args).toEqual(everyone)
  })

  it('attaches records of the build where they are wanted, and to pushed images alone', () => {
    const off = ['type=provenance,disabled=true', 'type=sbom,disabled=true']
    expect(bakeFile(PLAN).target.app?.attest).toEqual(off)
    const { target } = bakeFile(PLAN, { sbom: true, provenance: 'max' })
    expect(target.app?.attest).toEqual(['type=provenance,mode=max', 'type=sbom'])
    expect(target.middle?.attest).toEqual(off)
  })

  it('finds Dockerfile and context from the checkout, the collection in the packaged folder', () => {
    const collection = container('collection', {
      dockerfile: 'collections/x/Dockerfile',
      context: 'build/admin/collection',
      generatedContext: true,
    })
    const { target } = bakeFile(planOf(collection), { packaged: '../out' })
    expect(target.collection).toMatchObject({
      context: '../out/admin/collection',
      dockerfile: '../../../checkout/collections/x/Dockerfile',
    })
    expect(() => bakeFile(planOf(collection))).toThrow(
      'collection: the image holds the packaged charts, and no folder with them was given. Run ' +
        '`dataspace kaapana package --source DIR --output PACKAGED`, then give --packaged ' +
        'PACKAGED; or leave the image out with --images.',
    )
  })

  it('leaves out what is published, and what only published images need', () => {
    const { target } = bakeFile(PLAN, { published: new Set(['app']) })
    expect(Object.keys(target)).toEqual(['other'])
    expect(bakeFile(PLAN, { published: new Set(['app', 'other']) })).toEqual({
      group: { default: { description: 'All images', targets: [] } },
      target: {},
    })
  })

  it('builds on a published image of the checkout by its content', () => {
    const child = container('child', { bases: ['app'], level: 3 })
    const plan = planOf(APP, BASE, MIDDLE, OTHER, child)
    const { target } = bakeFile(plan, { published: new Set(['app']) })
    expect(Object.keys(target)).toEqual(['other', 'child'])
    expect(target.child?.contexts).toEqual({
      'registry.example/kaapana/app:0.6.0': `docker-image://registry.example/kaapana/app:content-${APP.digest!.slice(0, 16)}`,
    })
  })

  it('builds on published bases by their content, and none that is below them', () => {
    const { target } = bakeFile(PLAN, { published: new Set(['middle']) })
    expect(Object.keys(target)).toEqual(['base-3_2e_10', 'other', 'app'])
    expect(target.app?.contexts).toEqual({
      'local-only/middle': `docker-image://registry.example/kaapana/bases:content-middle-${MIDDLE.digest!.slice(0, 16)}`,
      'local-only/base-3.10': 'target:base-3_2e_10',
    })
  })

  it('takes external bases from the mirror when asked', () => {
    expect(bakeFile(PLAN).target.other?.contexts).toBeUndefined()
    expect(bakeFile(PLAN, { mirrored: true }).target.other?.contexts).toEqual({
      'python:3.11-slim':
        'docker-image://registry.example/kaapana/mirror/docker.io/library/python:3.11-slim',
    })
  })

  it('is what the reference of bake files allows', () => {
    for (const options of [{}, { mirrored: true, epoch: 1, sbom: true }, { cache: LOCAL }]) {
      expect(BAKE_SCHEMA.safeParse(bakeFile(PLAN, options)).error).toBeUndefined()
    }
    const { group, target } = bakeFile(PLAN)
    const broken = { group, target: { ...target, middle: undefined } }
    expect(BAKE_SCHEMA.safeParse(broken).success).toBe(false)
  })

  const buildx = spawnSync('buildx', ['version']).status === 0
  it.skipIf(!buildx)('is read by buildx as it was meant (skipped without buildx on PATH)', () => {
    const strange = container('strange', {
      context: STRANGE,
      dockerfile: `${STRANGE}/D`,
    })
    const file = bakeFile(planOf(APP, BASE, MIDDLE, OTHER, strange), { mirrored: true })
    const folder = mkdtempSync(join(tmpdir(), 'bake-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'docker-bake.json'), bakeJson(file))
    const env = { PATH: process.env.PATH, HOME: folder }
    const options = { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' } as const
    const printed = JSON.parse(execFileSync('buildx', ['bake', '--print'], options)) as BakeFile
    expect(Object.keys(printed.target).sort()).toEqual(Object.keys(file.target).sort())
    expect(printed.target.strange?.context).toBe(STRANGE)
    expect(printed.target.app?.contexts).toEqual(file.target.app?.contexts)
  })
})

/** Text that a template would take for its own. */
const STRANGE = ['a ', ' %', ' d'].join('{b}').replace('a ', 'a $')

const LOCAL = { kind: 'local', folder: '/cache' } as const

describe('the name of a target', () => {
  it('is never that of another image or of a group', () => {
    const image = fc.string({ unit: fc.constantFrom(...'ae_-./25'), minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(image, image, (one, other) => {
        expect(targetName(one)).toMatch(/^[a-zA-Z0-9_-]+$/)
        expect(targetName(one) === targetName(other)).toBe(one === other)
      }),
    )
    expect(['default', 'level-0', 'level-x'].map(targetName)).toEqual([
      '_64_efault',
      '_6c_evel-0',
      'level-x',
    ])
  })
})

describe('the key of a named context', () => {
  it.each([
    ['local-only/base:latest', 'local-only/base'],
    ['docker.io/library/node:18', 'node:18'],
    ['docker.io/traefik@sha256:abc', 'traefik@sha256:abc'],
    ['index.docker.io/grafana/loki:3', 'grafana/loki:3'],
    ['quay.io/x/y:latest', 'quay.io/x/y'],
    ['library/tools/x:1', 'library/tools/x:1'],
    ['localhost:5000/x', 'localhost:5000/x'],
  ])('of %s is %s', (reference, key) => expect(contextKey(reference)).toBe(key))
})

describe('the setting of the cache', () => {
  it.each(['disk', 'local:', 'local:a,b'])('refuses %s', (text) => {
    expect(() => readCacheSetting(text)).toThrow('cache')
  })
})
