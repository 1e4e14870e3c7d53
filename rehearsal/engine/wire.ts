import type * as Structs from 'google-protobuf/google/protobuf/struct_pb.js'
import { structs } from './rpc.ts'

/** Marks an object on the wire as something other than a plain object. */
const SIGNATURE = '4dabf18193072939515e22adb298388d'
const SECRET = '1b47061264138c4ac30d75fd1eb44270'
const RESOURCE = '5cf8f73096256a8f31e491e813e4eb8e'
const OUTPUT = 'd0e6a833031e9bbcd3f4e8bde6ca49a4'
const ASSET = 'c44067f5952c0a294b673a41bacd8c17'
const ARCHIVE = '0def7320c3a5731c473e5ecbe6d01bc7'
/** What stands for a value that is not known yet. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9'

/** A value as a program hands it to the engine, without the wire's markers. */
export type PlainValue =
  | null
  | boolean
  | number
  | string
  | PlainValue[]
  | { [key: string]: PlainValue }
/** Properties of a resource by name. */
export type Properties = Record<string, PlainValue>

/** Properties with the paths (`a.b[0]`) of those that were marked secret. */
export interface Unwrapped {
  readonly values: Properties
  readonly secretPaths: readonly string[]
}

type Wire = Structs.JavaScriptValue

/** A protobuf Struct of plain values. */
export function toStruct(values: Properties): Structs.Struct {
  return structs.Struct.fromJavaScript(values as Record<string, Wire>)
}

/** A resource as a value; an empty id is not known yet. */
export function asReference(urn: string, id: string): PlainValue {
  return { [SIGNATURE]: RESOURCE, urn, id }
}

/** Wraps a value so that the program's SDK holds it as a secret. */
export function asSecret(value: PlainValue): PlainValue {
  return { [SIGNATURE]: SECRET, value }
}

/** Reads a protobuf Struct: secrets, resource references and outputs become what they hold. */
export function fromStruct(
  struct: Structs.Struct | undefined,
  references: 'id' | 'urn' = 'id',
): Unwrapped {
  const secretPaths: string[] = []
  const values = unwrap(struct?.toJavaScript() ?? {}, { path: '', secretPaths, references })
  return { values: values as Properties, secretPaths }
}

interface Place {
  readonly path: string
  readonly secretPaths: string[]
  /** What a reference to a resource becomes. */
  readonly references: 'id' | 'urn'
}

function unwrap(value: Wire, at: Place): PlainValue {
  if (Array.isArray(value))
    return value.map((item, index) => unwrap(item, { ...at, path: `${at.path}[${index}]` }))
  if (value === null || typeof value !== 'object') return value
  const object = value as Record<string, Wire>
  const signature = object[SIGNATURE]
  if (signature === undefined) return unwrapObject(object, at)
  if (signature === SECRET) {
    at.secretPaths.push(at.path)
    return unwrap(object.value ?? null, at)
  }
  if (signature === RESOURCE) {
    // A component has no id, and a resource that is only planned has an empty one.
    const id = at.references === 'id' ? object.id : ''
    return (id || object.urn || null) as PlainValue
  }
  if (signature === OUTPUT) {
    if (object.secret === true) at.secretPaths.push(at.path)
    return object.value === undefined ? UNKNOWN : unwrap(object.value, at)
  }
  if (signature !== ASSET && signature !== ARCHIVE) return unwrapObject(object, at)
  const { [SIGNATURE]: _, ...content } = object
  return unwrapObject(content, at)
}

function unwrapObject(object: Record<string, Wire>, at: Place): PlainValue {
  const entries = Object.entries(object).map(([key, item]) => {
    const path = at.path === '' ? key : `${at.path}.${key}`
    return [key, unwrap(item, { ...at, path })]
  })
  return Object.fromEntries(entries)
}
