import { FEATURES } from '../forest/features.ts'
import { OUTPUT_METADATA } from './outputs.ts'
import type { TensorMetadata } from './protocol.ts'
import { PATIENT_ID } from './read-stays.ts'

/** What this server adds to the protocol: Triton's binary tensors. */
export const EXTENSIONS = ['binary_tensor_data'] as const

/**
 * The inputs, one tensor a column. Gender is FP64, since NaN says that it is unknown; the others are
 * whole numbers. Every numeric type is taken for each.
 */
const INPUT_METADATA: readonly TensorMetadata[] = [
  ...FEATURES.map((name) => ({
    name,
    datatype: name === 'gender_encoded' ? 'FP64' : 'INT64',
    shape: [-1],
  })),
  { name: PATIENT_ID, datatype: 'BYTES', shape: [-1] },
]

/** `$metadata_model_response`: the model in service, in the version that alone answers. */
export const modelMetadata = ({ name, version }: { name: string; version: number }) => ({
  name,
  versions: [String(version)],
  platform: 'dataspace_forest',
  inputs: INPUT_METADATA,
  outputs: OUTPUT_METADATA,
})
