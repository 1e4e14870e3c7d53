import { z } from 'zod'
import { FEATURES } from './features.ts'
import { type Forest, ForestBuilder } from './forest.ts'
import type { StoredModel } from './model.ts'
import { ModelFileError } from './model-file-error.ts'
import { MODEL_SCHEMA, modelManifest } from './model-schema.ts'
import { checkSeal } from './model-seal.ts'

/** Deepest tree that is accepted, as splits from the root. */
export const DEEPEST_TREE = 20

const MOST_TREES = 1000

const file = z.strictObject({
  name: z.literal('RFClassifier'),
  baseModel: z.looseObject({
    n: z.literal(FEATURES.length),
    isClassifier: z.literal(true),
    nEstimators: z.int().min(1).max(MOST_TREES),
    indexes: z.array(z.array(z.int())),
    estimators: z.array(z.looseObject({ name: z.literal('DTClassifier'), root: z.unknown() })),
  }),
  dataspace: modelManifest.extend({ sha256: z.string() }),
})

const leaf = z.strictObject({
  distribution: z.tuple([z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)])]),
  cover: z.int().min(1),
})

/**
 * Reads a model file. Throws ModelFileError, which names the fault, for a file that is empty,
 * truncated or changed by as much as one bit, of another schema, or with a tree that is malformed,
 * too deep, or holds a number that is not finite or a feature that does not exist.
 */
export function readModel(bytes: Uint8Array): StoredModel {
  const sha256 = checkSeal(bytes)
  const { baseModel, dataspace } = parse(bytes)
  const trees = baseModel.nEstimators
  const isComplete =
    baseModel.estimators.length === trees &&
    baseModel.indexes.length === trees &&
    baseModel.indexes.every((columns) => columns.join() === FEATURES.map((_, i) => i).join())
  if (!isComplete) {
    throw new ModelFileError('schema', `it must hold ${trees} trees that see all features in order`)
  }
  const { sha256: _, ...manifest } = dataspace
  return {
    forest: readForest(baseModel.estimators.map(({ root }) => root)),
    manifest,
    sha256,
  }
}

function parse(bytes: Uint8Array): z.output<typeof file> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new ModelFileError('json', 'it is no JSON in UTF-8')
  }
  const result = file.safeParse(json)
  if (result.success) return result.data
  const reasons = result.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'root'}: ${issue.message}`)
  const summary = `it does not follow schema ${MODEL_SCHEMA} (${reasons.join('; ')})`
  throw new ModelFileError('schema', summary)
}

function readForest(roots: readonly unknown[]): Forest {
  const builder = new ForestBuilder()
  roots.forEach((root, tree) => {
    readTree(builder, { root, tree })
  })
  return builder.finish()
}

/** Adds one tree, left children before right ones, as the trainer does. */
function readTree(builder: ForestBuilder, { root, tree }: { root: unknown; tree: number }): void {
  const first = readNode(root, tree)
  const open = [{ read: first, node: builder.addRoot(first), depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { read, node, depth } = next
    if (read.test === undefined) continue
    if (depth === DEEPEST_TREE) refuse(tree, `is deeper than ${DEEPEST_TREE} splits`)
    const left = readNode(read.test.left, tree)
    const right = readNode(read.test.right, tree)
    const child = builder.split(node, read.test, [left, right])
    open.push({ read: right, node: child + 1, depth: depth + 1 })
    open.push({ read: left, node: child, depth: depth + 1 })
  }
}

interface ReadNode {
  value: number
  cover: number
  test?: { feature: number; threshold: number; left: unknown; right: unknown }
}

/** Checked by hand and not by zod: a model has tens of thousands of nodes. */
function readNode(node: unknown, tree: number): ReadNode {
  if (typeof node !== 'object' || node === null) return refuse(tree, 'lacks a node')
  if ('distribution' in node) return readLeaf(node, tree)
  const { splitColumn, splitValue, value, cover, left, right, ...others } = node as Record<
    string,
    unknown
  >
  if (!isWholeNumber(splitColumn) || splitColumn >= FEATURES.length) {
    return refuse(tree, `splits by a feature that does not exist: ${JSON.stringify(splitColumn)}`)
  }
  if (typeof splitValue !== 'number' || !Number.isFinite(splitValue)) {
    return refuse(tree, 'splits at a value that is not finite')
  }
  if (!isShare(value)) return refuse(tree, 'has a node value outside 0 to 1')
  if (!isWholeNumber(cover) || cover < 1) return refuse(tree, 'has a node no stay passed')
  if (Object.keys(others).length > 0) {
    return refuse(tree, `has a node with unknown members: ${Object.keys(others).join(', ')}`)
  }
  return { value, cover, test: { feature: splitColumn, threshold: splitValue, left, right } }
}

function readLeaf(node: object, tree: number): ReadNode {
  const result = leaf.safeParse(node)
  if (!result.success) return refuse(tree, `has a malformed leaf: ${JSON.stringify(node)}`)
  const { distribution, cover } = result.data
  const [[negative, positive]] = distribution
  if (Math.abs(negative + positive - 1) > 1e-9) {
    return refuse(tree, `has a leaf whose shares do not sum to 1: ${negative}, ${positive}`)
  }
  return { value: positive, cover }
}

const isWholeNumber = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0

const isShare = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 1

function refuse(tree: number, reason: string): never {
  throw new ModelFileError('tree', `tree ${tree} ${reason}`)
}
