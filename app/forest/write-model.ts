import { FEATURES } from './features.ts'
import type { Forest } from './forest.ts'
import type { Model } from './model.ts'
import { modelManifest } from './model-schema.ts'
import { seal } from './model-seal.ts'

/**
 * Decimals of the values in the file. A score's rounding error stays below half a millionth, and
 * the file a third smaller than with all digits.
 */
const DECIMALS = 6

interface LeafJson {
  distribution: [[number, number]]
  cover: number
}

interface InnerJson {
  splitColumn: number
  splitValue: number
  value: number
  cover: number
  left: NodeJson
  right: NodeJson
}

type NodeJson = LeafJson | InnerJson

/**
 * A model as the bytes of its file: JSON that `RandomForestClassifier.load` of ml-random-forest
 * opens, with the member `dataspace` for what that library does not know, sealed by its SHA-256.
 * The same model gives the same bytes. Throws ZodError for a manifest `readModel` would refuse.
 */
export function writeModel({ forest, manifest }: Model): Uint8Array<ArrayBuffer> {
  const { settings } = manifest.card
  const treeOptions = {
    gainFunction: 'gini',
    splitFunction: 'mean',
    minNumSamples: settings.minLeaf,
    maxDepth: settings.maxDepth,
    gainThreshold: 0,
  }
  const baseModel = {
    indexes: Array.from(forest.roots, () => FEATURES.map((_, index) => index)),
    n: FEATURES.length,
    replacement: false,
    maxFeatures: FEATURES.length,
    nEstimators: forest.roots.length,
    treeOptions,
    isClassifier: true,
    seed: settings.seed,
    useSampleBagging: settings.bootstrap,
    estimators: Array.from(forest.roots, (root) => ({
      name: 'DTClassifier',
      options: { ...treeOptions, kind: 'classifier' },
      root: nodeJson(forest, root),
    })),
  }
  const dataspace = modelManifest.parse(manifest)
  const text = JSON.stringify({ name: 'RFClassifier', baseModel, dataspace })
  return seal(text.slice(0, -2))
}

/** Depth is bounded by the settings, so recursion is too. */
function nodeJson(forest: Forest, node: number): NodeJson {
  const value = round(forest.value[node] as number)
  const cover = forest.cover[node] as number
  const splitColumn = forest.feature[node] as number
  if (splitColumn < 0) return { distribution: [[round(1 - value), value]], cover }
  const left = forest.left[node] as number
  return {
    splitColumn,
    splitValue: forest.threshold[node] as number,
    value,
    cover,
    left: nodeJson(forest, left),
    right: nodeJson(forest, left + 1),
  }
}

/** The forest with its values as the file will hold them, so that what is judged is what is kept. */
export function roundForest(forest: Forest): Forest {
  return { ...forest, value: forest.value.map(round) }
}

const round = (value: number): number => Number(value.toFixed(DECIMALS))
