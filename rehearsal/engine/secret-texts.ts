import type { PlainValue, Properties, Unwrapped } from './wire.ts'

/** Finds the secrets of one set of properties again in values that were made from them. */
export class SecretTexts {
  readonly #texts: readonly string[]

  constructor({ values, secretPaths }: Unwrapped) {
    const texts = secretPaths.map((path) => JSON.stringify(at(values, path) ?? null).slice(1, -1))
    // A port or a flag would be found everywhere.
    this.#texts = texts.filter((text) => text.length > 3)
  }

  /** True if one of the secrets is in the value. */
  isIn(value: PlainValue): boolean {
    if (this.#texts.length === 0) return false
    const text = JSON.stringify(value)
    return this.#texts.some((secret) => text.includes(secret))
  }
}

function at(values: Properties, path: string): PlainValue | undefined {
  let value: PlainValue | undefined = values
  for (const key of path.replace(/\[(\d+)\]/g, '.$1').split('.'))
    value = (value as Properties | undefined)?.[key]
  return value
}
