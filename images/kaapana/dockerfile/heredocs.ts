import { unquote, wordsOf } from './words.ts'

/** A here-document that an instruction announces. */
export interface Heredoc {
  /** Line that ends it. */
  readonly delimiter: string
  /** `<<-`: tabs before the delimiter do not count. */
  readonly stripTabs: boolean
}

/** Here-documents of an instruction: words such as `<<EOF`, `<<-"EOF"` or `3<<EOF`, outside quotes. */
export function heredocsOf(text: string): Heredoc[] {
  if (!text.includes('<<')) return []
  return wordsOf(text).flatMap((word) => {
    const [, dash, name] = /^\d*<<(-?)([^<]+)$/.exec(word) ?? []
    if (name === undefined) return []
    return [{ delimiter: unquote(name), stripTabs: dash === '-' }]
  })
}
