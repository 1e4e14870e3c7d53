import type { PlainValue, Properties } from '../engine/wire.ts'

/** The value when it is text and not empty, else what stands in for it. */
export function asText(value: PlainValue | undefined, otherwise = ''): string {
  return typeof value === 'string' && value !== '' ? value : otherwise
}

/** The value when it is a list, else an empty one. */
export function asList(value: PlainValue | undefined): readonly PlainValue[] {
  return Array.isArray(value) ? value : []
}

/** The value when it is an object, else an empty one. */
export function asObject(value: PlainValue | undefined): Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

/** Every text in a value, however deep. */
export function textsIn(value: PlainValue | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (value === undefined || value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap((item) => textsIn(item))
}
