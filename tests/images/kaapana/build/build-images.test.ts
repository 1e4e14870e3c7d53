import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  type BuildImagesOptions,
  buildImages,
} from '../../../../images/kaapana/build/build-images.ts'
import { readTimes, writeTimes } from '../../../../images/kaapana/build/times-file.ts'
import { container, planOf } from '../bake/make-plan.ts'

const BASE = container('base', { localOnly: true })
const APP = container('app', { bases: ['base'], level: 1 })
const LONG = container('long', { bases: ['base'], level: 1 })
const LAST = container('last', { bases: ['long'], level: 2 })
const LONE = container('lone')
const PLAN = planOf(APP, BASE, LAST, LONE, LONG)

/** Builds that only note their order; `fails` are refused by BuildKit. */
async function building(changes: Partial<BuildImagesOptions> = {}, fails: string[] = []) {
  const started: string[] = []
  const files: Record<string, unknown> = {}
  const result = await buildImages(PLAN, {
    bake: {},
    published: new Set(),
    workers: 1,
    build: async (image, file) => {
      started.push(image)
      files[image] = Object.values(file.target)[0]?.contexts
      if (fails.includes(image)) throw new Error('no such file')
    },
    ...changes,
  })
  return { started, files, result }
}

describe('images built one by one', () => {
  it('start when their bases are there, first that on which the longest chain depends', async () => {
    const { started, files, result } = await building()
    expect(started).toEqual(['base', 'long', 'app', 'last', 'lone'])
    expect(result).toMatchObject({ failed: [], left: [] })
    expect(files.app).toEqual({
      'local-only/base': `docker-image://registry.example/kaapana/bases:content-base-${BASE.digest!.slice(0, 16)}`,
    })
  })

  it('are ordered by what they took before', async () => {
    const minutes = new Map(PLAN.containers.map(({ image }) => [image, image === 'lone' ? 30 : 1]))
    const { started } = await building({ minutes })
    expect(started[0]).toBe('lone')
  })

  it('go on after one failed, but for what is built from it', async () => {
    const { started, result } = await building({}, ['long'])
    expect(started).toEqual(['base', 'long', 'app', 'lone'])
    expect(result.failed).toMatchObject([{ image: 'long', failure: 'no such file' }])
    expect(result.left).toEqual(['last'])
  })

  it('leave out what the registry has', async () => {
    const { started } = await building({ published: new Set(['base', 'long', 'lone']) })
    expect(started.toSorted()).toEqual(['app', 'last'])
  })

  it('stop when they are told to', async () => {
    const stop = new AbortController()
    const started: string[] = []
    const build = async (image: string) => {
      started.push(image)
      stop.abort()
    }
    await building({ build, signal: stop.signal })
    expect(started).toEqual(['base'])
  })

  it('never are more than the workers, and never before a base', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat(3)),
        async (workers, waits) => {
          const there = new Set<string>()
          let running = 0
          const byName = new Map(PLAN.containers.map((one) => [one.image, one]))
          const build = async (image: string) => {
            running += 1
            expect(running).toBeLessThanOrEqual(workers)
            for (const base of byName.get(image)?.bases ?? []) expect(there).toContain(base)
            for (let turn = waits.next().value; turn > 0; turn--) await Promise.resolve()
            running -= 1
            there.add(image)
          }
          const { result } = await building({ build, workers })
          expect(result.failed).toEqual([])
          expect(there.size).toBe(5)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('the file of build times', () => {
  const file = () => {
    const folder = mkdtempSync(join(tmpdir(), 'times-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    return join(folder, 'times.json')
  }

  it('is read as it was written, and missing at first', () => {
    const path = file()
    expect(readTimes(path)).toEqual(new Map())
    writeTimes(
      path,
      new Map([
        ['b', 1.23456],
        ['a', 2],
      ]),
    )
    expect(readFileSync(path, 'utf8')).toBe('{\n  "a": 2,\n  "b": 1.235\n}\n')
    expect(readTimes(path)).toEqual(
      new Map([
        ['a', 2],
        ['b', 1.235],
      ]),
    )
  })

  it.each(['[1]', '{"a": "1"}', '{"a": -1}', 'text', ''])('is refused when it is %j', (text) => {
    const path = file()
    writeFileSync(path, text)
    expect(() => readTimes(path)).toThrow(
      `${path} is no file of build times, {"<image>": <minutes>}. Name another, or remove it.`,
    )
  })
})
