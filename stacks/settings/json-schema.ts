import { z } from 'zod'
import { NAMESPACE } from './config.ts'
import { bare } from './fields.ts'
import { region } from './forms.ts'
import { guidance } from './leaves.ts'
import { SETTINGS } from './schema.ts'

/** A JSON Schema. */
export type JsonSchema = Record<string, unknown>

/** JSON Schema of `Pulumi.<stack>.yaml`, with which editors complete, explain and check settings. */
export function stackFileSchema(): JsonSchema {
  const settings = Object.entries(SETTINGS).map(
    ([key, schema]) => [`${NAMESPACE}:${key}`, settingSchema(schema)] as const,
  )
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of an environment of the dataspace',
    type: 'object',
    properties: {
      config: {
        type: 'object',
        properties: {
          'aws:region': settingSchema(region('eu-central-1').describe('Region of everything.')),
          ...Object.fromEntries(settings),
        },
        // Keys of other namespaces belong to providers.
        patternProperties: { [`^(?!${NAMESPACE}:)[\\w-]+:`]: {} },
        additionalProperties: false,
      },
    },
  }
}

function settingSchema(schema: z.ZodType): JsonSchema {
  // At the top level the command line writes switches as text.
  const isSwitch = bare(schema).schema._zod.def.type === 'boolean'
  const written = isSwitch ? [{ type: 'boolean' }, { enum: ['true', 'false'] }] : undefined
  const { $schema, type, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const { description, schema: inner } = bare(zodSchema)
      const allowed = guidance.get(inner)?.allowed
      if (description === '' || allowed === undefined) return
      jsonSchema.description = `${description} Must be ${allowed}.`
    },
  })
  return { ...rest, ...(written === undefined ? { type } : { anyOf: written }) }
}
