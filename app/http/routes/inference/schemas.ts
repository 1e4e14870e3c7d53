import { z } from '@hono/zod-openapi'
import { NUMERIC_TYPES } from '../../../inference-protocol/datatypes.ts'
import { OUTPUT_METADATA } from '../../../inference-protocol/outputs.ts'
import type { InferenceRequest } from '../../../inference-protocol/protocol.ts'
import { INPUT_NAMES, MATRIX } from '../../../inference-protocol/read-stays.ts'

/** MLServer's types write null for what is not given; it counts as not given. */
const given = <T>(value: T | null | undefined): T | undefined => value ?? undefined

const parameterValue = z.union([z.string(), z.number(), z.boolean()])

const parameters = z
  .record(z.string(), z.union([parameterValue, z.null()]))
  .nullish()
  .transform((found) =>
    found === null || found === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(found).filter(
            (entry): entry is [string, string | number | boolean] => entry[1] !== null,
          ),
        ),
  )

const shape = z.array(z.int().min(0)).max(8)

const requestInput = z.object({
  name: z.string().openapi({ enum: [...INPUT_NAMES] }),
  shape: shape.openapi({ example: [1], description: 'The first size counts the stays' }),
  datatype: z.string().openapi({ enum: [...Object.keys(NUMERIC_TYPES), 'BYTES'] }),
  parameters,
  data: z
    .array(z.unknown())
    .nullish()
    .transform(given)
    .openapi({
      description:
        'Values, flat or nested as the shape says; instead, the parameter binary_data_size',
      example: [75],
    }),
})

/** `$inference_request`. */
export const inferenceRequest = z
  .object({
    id: z.string().max(1024).nullish().transform(given).openapi({ description: 'Comes back' }),
    parameters,
    inputs: z
      .array(requestInput)
      .min(1)
      .openapi({
        description:
          'One tensor a feature, of shape [n] or [n, 1], or all as `features` of shape [n, 5]; `patient_id` ' +
          '(BYTES) may come with both',
      }),
    outputs: z
      .array(
        z.object({
          name: z.string().openapi({ enum: OUTPUT_METADATA.map(({ name }) => name) }),
          parameters,
        }),
      )
      .nullish()
      .transform(given)
      .openapi({ description: 'The outputs wanted; without, all but the contributions' }),
  })
  .openapi('InferenceRequest', {
    example: {
      id: '42',
      inputs: [{ name: MATRIX, datatype: 'FP64', shape: [1, 5], data: [75, 9, 20, 3, 1] }],
      outputs: [{ name: 'probability' }, { name: 'prediction_id' }],
    },
  }) satisfies z.ZodType<InferenceRequest>

const tensor = z.object({
  name: z.string(),
  shape: z.array(z.int()),
  datatype: z.string(),
  parameters: z.record(z.string(), parameterValue).optional(),
})

/** `$inference_response`. */
export const inferenceAnswer = z
  .object({
    model_name: z.string(),
    model_version: z.string(),
    id: z.string().optional(),
    outputs: z.array(
      tensor.extend({ data: z.array(z.union([z.number(), z.string()])).optional() }),
    ),
  })
  .openapi('InferenceResponse')

const tensorMetadata = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.int()),
})

/** `$metadata_model_response`. */
export const modelMetadataAnswer = z
  .object({
    name: z.string(),
    versions: z.array(z.string()),
    platform: z.string(),
    inputs: z.array(tensorMetadata),
    outputs: z.array(tensorMetadata),
  })
  .openapi('InferenceModel')
