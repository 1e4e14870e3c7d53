import { isDeepStrictEqual } from 'node:util'
import type { ProviderMessages } from '../engine/rpc.ts'
import { SecretTexts } from '../engine/secret-texts.ts'
import { asSecret, fromStruct, type PlainValue, type Properties, UNKNOWN } from '../engine/wire.ts'

type Struct = NonNullable<ReturnType<ProviderMessages.CreateRequest['getProperties']>>

/** Properties as they are on the wire, with all markers. */
export const rawOf = (struct: Struct | undefined): Properties =>
  (struct?.toJavaScript() ?? {}) as Properties

/**
 * Outputs for the wire: what came in stays as it came, with its secrets and assets; what a secret
 * input shows up in is a secret again.
 */
export function asSent(outputs: Properties, inputs: Struct | undefined): Properties {
  const unwrapped = fromStruct(inputs)
  const secrets = new SecretTexts(unwrapped)
  const raw = rawOf(inputs)
  const given = new Set(unwrapped.secretPaths.map((path) => path.split(/[.[]/)[0]))
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => {
      if (key in raw && same(unwrapped.values[key], value)) return [key, raw[key] ?? null]
      return [key, given.has(key) || secrets.isIn(value) ? asSecret(value) : value]
    }),
  )
}

/** Outputs that a preview can tell: what the inputs say is known, what the cloud makes up is not. */
export function foreseen(outputs: Properties, inputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [key, known(value, inputs[key])]),
  )
}

function known(output: PlainValue, input: PlainValue | undefined): PlainValue {
  if (same(output, input)) return output
  if (!isObject(output) || !isObject(input)) return UNKNOWN
  return foreseen(output, input)
}

const isObject = (value: PlainValue | undefined): value is Properties =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** Equal whatever the order of keys: the engine sends objects in any. */
const same = (one: PlainValue | undefined, other: PlainValue | undefined): boolean =>
  isDeepStrictEqual(one, other)
