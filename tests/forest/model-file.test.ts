import { describe, expect, it } from 'vitest'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import type { Model } from '../../app/forest/model.ts'
import { ModelFileError, type ModelFileFault } from '../../app/forest/model-file-error.ts'
import { seal } from '../../app/forest/model-seal.ts'
import { RandomSource } from '../../app/forest/random-source.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { runTraining } from '../../app/forest/training.ts'
import { writeModel } from '../../app/forest/write-model.ts'
import { syntheticTable } from './synthetic-table.ts'

const settings = parseForestSettings({ trees: 3, maxDepth: 4 })
const { bytes } = runTraining({ table: syntheticTable(4000), settings })
const text = Buffer.from(bytes).toString()
const unsealed = text.slice(0, text.lastIndexOf(',"sha256"'))

function faultOf(content: Uint8Array): ModelFileFault | 'none' {
  try {
    readModel(content)
    return 'none'
  } catch (error) {
    if (error instanceof ModelFileError) return error.fault
    throw error
  }
}

interface NodeJson {
  splitColumn?: number
  splitValue?: number
  distribution?: unknown
  left?: NodeJson
  [member: string]: unknown
}

/** The model with its first tree changed, sealed anew: only the structure can give it away. */
function withRoot(change: (root: NodeJson) => NodeJson): Uint8Array {
  const json = JSON.parse(text)
  json.dataspace.sha256 = undefined
  json.baseModel.estimators[0].root = change(json.baseModel.estimators[0].root)
  return seal(JSON.stringify(json).slice(0, -2))
}

const leaf = { distribution: [[0.5, 0.5]], cover: 1 }
const deep = (depth: number): NodeJson => {
  let node: NodeJson = leaf
  for (let i = 0; i < depth; i++) {
    node = { splitColumn: 0, splitValue: 1, value: 0.5, cover: 1, left: node, right: leaf }
  }
  return node
}

describe('a model file', () => {
  it('reads back as what was written, byte for byte', () => {
    const model = readModel(bytes)
    expect(Buffer.from(writeModel(model as Model)).equals(bytes)).toBe(true)
    expect(text.endsWith(`"sha256":"${model.sha256}"}}\n`)).toBe(true)
  })

  it('accepts none of 1,000 random bit flips', () => {
    const random = new RandomSource(1, 1)
    for (let flip = 0; flip < 1000; flip++) {
      const changed = bytes.slice()
      const position = random.below(changed.length)
      changed[position] = (changed[position] ?? 0) ^ (1 << random.below(8))
      expect(faultOf(changed), `bit flip at byte ${position}`).not.toBe('none')
    }
  })

  it('accepts no flip of any bit of its seal', () => {
    for (let bit = 0; bit < 8 * 80; bit++) {
      const changed = bytes.slice()
      const position = changed.length - 1 - (bit >> 3)
      changed[position] = (changed[position] ?? 0) ^ (1 << (bit & 7))
      expect(faultOf(changed)).not.toBe('none')
    }
  })

  it('accepts no truncation', () => {
    for (const length of [1, 10, 100, bytes.length >> 1, bytes.length - 70, bytes.length - 1]) {
      expect(faultOf(bytes.slice(0, length))).toBe('truncated')
    }
  })

  it.each<[string, () => Uint8Array, ModelFileFault]>([
    ['0 bytes', () => new Uint8Array(0), 'empty'],
    ['an upper-case digest', () => upperCaseDigest(), 'hash'],
    [
      'a digest of other content',
      () => Buffer.from(text.replace('"trees":3', '"trees":4')),
      'hash',
    ],
    ['something that is no JSON', () => seal('{"name":'), 'json'],
    ['JSON of another kind', () => seal('{"a":{"b":1'), 'schema'],
    ['another schema', () => seal(unsealed.replace('"schema":1', '"schema":2')), 'schema'],
    ['an unknown member', () => seal(`${unsealed},"extra":1`), 'schema'],
    ['other features', () => seal(unsealed.replace('["age",', '["rage",')), 'schema'],
    ['a prevalence of infinity', () => infinitePrevalence(), 'schema'],
    [
      'fewer trees than it says',
      () => seal(unsealed.replace('"nEstimators":3', '"nEstimators":4')),
      'schema',
    ],
    [
      'a split at infinity',
      () => seal(unsealed.replace(/"splitValue":[\d.]+/, '"splitValue":1e999')),
      'tree',
    ],
    [
      'a split at nothing (NaN as JSON has it)',
      () => withRoot((root) => ({ ...root, splitValue: null as never })),
      'tree',
    ],
    [
      'a feature that does not exist',
      () => withRoot((root) => ({ ...root, splitColumn: 5 })),
      'tree',
    ],
    ['a negative feature', () => withRoot((root) => ({ ...root, splitColumn: -1 })), 'tree'],
    ['a missing child', () => withRoot(({ left, ...root }) => root), 'tree'],
    ['a tree that is too deep', () => withRoot(() => deep(21)), 'tree'],
    [
      'shares that do not sum to one',
      () => withRoot(() => ({ ...leaf, distribution: [[0.5, 0.6]] })),
      'tree',
    ],
    ['an empty leaf', () => withRoot(() => ({ ...leaf, cover: 0 })), 'tree'],
    [
      'a node with more than it should have',
      () => withRoot((root) => ({ ...root, note: 1 })),
      'tree',
    ],
  ])('refuses %s', (_, make, fault) => {
    expect(faultOf(make())).toBe(fault)
  })

  it('accepts the deepest tree allowed', () => {
    expect(faultOf(withRoot(() => deep(20)))).toBe('none')
  })

  it('names what is wrong with it', () => {
    expect(() => readModel(bytes.slice(0, 99))).toThrow('is it truncated?')
    expect(() => readModel(withRoot((root) => ({ ...root, splitColumn: 5 })))).toThrow(
      'model file: tree 0 splits by a feature that does not exist: 5',
    )
  })
})

function upperCaseDigest(): Uint8Array {
  return Buffer.from(text.replace(/[0-9a-f]{64}"\}\}\n$/, (end) => end.toUpperCase()))
}

function infinitePrevalence(): Uint8Array {
  return seal(unsealed.replace(/"trainingPrevalence":[\d.]+/, '"trainingPrevalence":1e999'))
}
