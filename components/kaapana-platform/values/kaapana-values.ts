import type * as pulumi from '@pulumi/pulumi'

/** A text, a switch, a number or a list of texts. */
export type KaapanaValueContent = pulumi.Input<string> | boolean | number | pulumi.Input<string>[]

/** One of Kaapana's Helm values. */
export interface KaapanaValue {
  /** Path, e.g. `global.hostname`. */
  readonly key: string
  /**
   * True where Kaapana passes it with `--set-string`: charts compare it as text, and `443` or `0` as a
   * number would break them.
   */
  readonly text: boolean
  readonly value: KaapanaValueContent
}

/** Values of the platform's chart without credentials: fit for plans, user data and logs. */
export type KaapanaValues = readonly KaapanaValue[]

/** Helm's values file as an object. */
export interface KaapanaValuesDocument {
  [key: string]: KaapanaValueContent | KaapanaValuesDocument
}

/**
 * The values file of values and credentials. Texts stay texts, whatever they look like, which a row of
 * `--set` arguments would not do; and credentials are in no process list.
 */
export function valuesDocument(
  values: KaapanaValues,
  credentials: KaapanaValues = [],
): KaapanaValuesDocument {
  const document: KaapanaValuesDocument = {}
  for (const { key, value } of [...values, ...credentials]) put(document, key.split('.'), value)
  return document
}

function put(
  document: KaapanaValuesDocument,
  [key = '', ...rest]: string[],
  value: KaapanaValueContent,
): void {
  if (rest.length === 0) {
    document[key] = value
    return
  }
  document[key] ??= {}
  put(document[key] as KaapanaValuesDocument, rest, value)
}

/** A value that is text to the charts. */
export const text = (key: string, value: pulumi.Input<string>): KaapanaValue => ({
  key,
  text: true,
  value,
})

/** A value whose type the charts rely on. */
export const typed = (key: string, value: KaapanaValueContent): KaapanaValue => ({
  key,
  text: false,
  value,
})
