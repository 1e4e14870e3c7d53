/** A parameter's value. */
export type ParameterValue = string | number | boolean

/** Server-specific parameters of a request, an answer or a tensor. */
export type Parameters = Readonly<Record<string, ParameterValue>>

/** A tensor as a request brings it: with its values, or with the number of its binary bytes. */
export interface RequestTensor {
  name: string
  /** Sizes of the dimensions; the first counts the stays. */
  shape: readonly number[]
  datatype: string
  parameters?: Parameters | undefined
  /** Values in row-major order, flat or nested as the shape says. */
  data?: readonly unknown[] | undefined
}

/** An output that is asked for. */
export interface RequestedOutput {
  name: string
  parameters?: Parameters | undefined
}

/** `$inference_request` of the Open Inference Protocol. */
export interface InferenceRequest {
  id?: string | undefined
  parameters?: Parameters | undefined
  inputs: readonly RequestTensor[]
  /** The outputs wanted. @default all but the contributions */
  outputs?: readonly RequestedOutput[] | undefined
}

/** A tensor's name, type and shape; -1 for a size that each request chooses. */
export interface TensorMetadata {
  name: string
  datatype: string
  shape: readonly number[]
}
