/** What the status of a C-STORE response means (PS3.4, B.2.3; PS3.7, C). */
export interface StoreStatus {
  /** `warning` is stored too. */
  outcome: 'stored' | 'warning' | 'refused'
  /** Code and meaning: `B000, coercion of data elements`. */
  text: string
}

const MEANINGS: readonly [pattern: RegExp, meaning: string][] = [
  [/^0000$/, 'success'],
  [/^B000$/, 'coercion of data elements'],
  [/^B006$/, 'elements discarded'],
  [/^B007$/, 'data set does not match the SOP class'],
  [/^0001$|^B/, 'warning'],
  [/^0110$/, 'processing failure'],
  [/^0111$/, 'duplicate SOP instance'],
  [/^0117$/, 'invalid SOP instance'],
  [/^0122$/, 'SOP class not supported'],
  [/^0124$/, 'not authorised'],
  [/^0211$/, 'unrecognised operation'],
  [/^0212$/, 'mistyped argument'],
  [/^A7/, 'refused: out of resources'],
  [/^A9/, 'error: data set does not match the SOP class'],
  [/^C/, 'error: cannot understand'],
]

/** Reads the status of a C-STORE response. */
export function storeStatus(status: number): StoreStatus {
  const code = status.toString(16).toUpperCase().padStart(4, '0')
  const meaning = MEANINGS.find(([pattern]) => pattern.test(code))?.[1] ?? 'failure'
  const outcome =
    code === '0000' ? 'stored' : code === '0001' || code.startsWith('B') ? 'warning' : 'refused'
  return { outcome, text: `${code}, ${meaning}` }
}
