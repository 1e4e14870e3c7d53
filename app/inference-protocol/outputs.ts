import { FEATURES } from '../forest/features.ts'
import type { ForestPrediction } from '../forest/predictor.ts'
import { InferenceError } from './inference-error.ts'
import type { InferenceRequest, Parameters, TensorMetadata } from './protocol.ts'

/** One answered stay. */
export interface AnsweredStay {
  /** Id of the prediction and of its audit row. */
  id: string
  forest: Pick<ForestPrediction, 'probability' | 'score' | 'level' | 'baseline' | 'contributions'>
}

/** An output of the model: what it is called and how it is read off the answers. */
interface Output extends TensorMetadata {
  values(stay: AnsweredStay): (number | string)[]
  /** What belongs to the tensor as a whole. */
  parameters?(stay: AnsweredStay | undefined): Parameters
  /** Told only to those who name it. */
  onRequest?: true
}

/**
 * What the model answers. Contributions are on the scale of the probability, in the order of FEATURES;
 * with the parameter `baseline` a stay's five sum to its probability. They come on request: the others
 * are one tensor a column, which clients make a table of, and a matrix would not fit in there.
 */
const OUTPUTS: readonly Output[] = [
  {
    ...{ name: 'probability', datatype: 'FP64', shape: [-1] },
    values: ({ forest }) => [forest.probability],
  },
  { name: 'score', datatype: 'FP64', shape: [-1], values: ({ forest }) => [forest.score] },
  { name: 'risk_level', datatype: 'BYTES', shape: [-1], values: ({ forest }) => [forest.level] },
  { name: 'prediction_id', datatype: 'BYTES', shape: [-1], values: ({ id }) => [id] },
  {
    ...{ name: 'contributions', datatype: 'FP64', shape: [-1, FEATURES.length], onRequest: true },
    values: ({ forest }) =>
      FEATURES.map(
        (name) => forest.contributions.find(({ feature }) => feature === name)?.probability ?? 0,
      ),
    parameters: (stay): Parameters =>
      stay === undefined ? {} : { baseline: stay.forest.baseline.probability },
  },
]

/** The outputs in the words of the model's metadata. */
export const OUTPUT_METADATA: readonly TensorMetadata[] = OUTPUTS.map(
  ({ name, datatype, shape }) => ({ name, datatype, shape }),
)

/** An output a request wants, and whether as binary data. */
export interface WantedOutput {
  name: string
  binary: boolean
}

/** A tensor of the answer. */
export interface AnswerTensor extends WantedOutput {
  datatype: string
  shape: readonly number[]
  parameters: Parameters
  /** Flat, in row-major order. */
  values: readonly (number | string)[]
}

/**
 * The outputs a request wants, before anything is scored: what is refused here leaves no audit row.
 *
 * @throws InferenceError for a name the model does not know, or one that comes twice, and for
 *   classification and shared memory
 */
export function wantedOutputs({ outputs, parameters }: InferenceRequest): WantedOutput[] {
  const all = parameters?.binary_data_output === true
  if (outputs === undefined || outputs.length === 0)
    return OUTPUTS.filter(({ onRequest }) => !onRequest).map(({ name }) => ({ name, binary: all }))
  const known = new Set(OUTPUTS.map(({ name }) => name))
  const wanted = new Map<string, WantedOutput>()
  for (const { name, parameters: own = {} } of outputs) {
    if (!known.has(name))
      throw new InferenceError(`There is no such output; the model has ${[...known].join(', ')}`)
    if (wanted.has(name)) throw new InferenceError(`Output ${name} is asked for twice`)
    if (own.classification !== undefined || own.shared_memory_region !== undefined)
      throw new InferenceError(`Output ${name}: no classification and no shared memory here`)
    const { binary_data: binary = all } = own
    wanted.set(name, { name, binary: binary === true })
  }
  return [...wanted.values()]
}

/** The tensors of an answer, in the order they are wanted. */
export function answerTensors(
  stays: readonly AnsweredStay[],
  wanted: readonly WantedOutput[],
): AnswerTensor[] {
  return wanted.flatMap(({ name, binary }) => {
    const output = OUTPUTS.find((one) => one.name === name)
    if (output === undefined) return []
    const { datatype, shape, values } = output
    return {
      ...{ name, binary, datatype },
      shape: shape.map((size) => (size === -1 ? stays.length : size)),
      parameters: {
        // MLServer's clients read bytes as texts where this says so.
        ...(datatype === 'BYTES' && { content_type: 'str' }),
        ...output.parameters?.(stays[0]),
      },
      values: stays.flatMap(values),
    }
  })
}
