/** Columns that a report fits in. */
export const COLUMNS = 100

/** Joins words with a separator into lines that fit; a word longer than a line has one of its own. */
export function wrapWords(words: readonly string[], separator: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const [index, word] of words.entries()) {
    const piece = index === words.length - 1 ? word : `${word}${separator}`
    if (line !== '' && `${line}${piece}`.trimEnd().length > columns) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return line === '' ? lines : [...lines, line.trimEnd()]
}

/** Wraps a sentence and indents all its lines. */
export const indented = (text: string, indent: number): string[] =>
  wrapWords(text.split(/\s+/), ' ', COLUMNS - indent).map((line) => ' '.repeat(indent) + line)

/** `1 image`, `2 images`. */
export const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`
