/** Widths of Helvetica and Arial in thousandths of the font size, by groups of characters. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;|!'’]/, 250],
  [/[ftrI ()[\]/-]/, 305],
  [/[cksvxyzJ]/, 500],
  [/[mw—%@]/, 860],
  [/[MW]/, 900],
  [/[A-Z&]/, 690],
]
const USUAL = 560
/** Bold is wider, and other fonts than these two are a little wider too. */
const BOLD = 1.07
const ALLOWANCE = 1.03

/** How wide a text is at a font size, a little more rather than less. */
export function textWidth(text: string, size: number, bold = false): number {
  let sum = 0
  for (const character of text) sum += WIDTHS.find(([group]) => group.test(character))?.[1] ?? USUAL
  return (sum / 1000) * size * ALLOWANCE * (bold ? BOLD : 1)
}

/** The text, or as much of it as fits with an ellipsis. */
export function fitted(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text
  let short = text
  while (short.length > 1 && textWidth(`${short}…`, size, bold) > width) short = short.slice(0, -1)
  return `${short}…`
}

/** A word of a paragraph. */
export interface Word {
  readonly text: string
  readonly bold: boolean
}

/** Breaks words into lines of a width; a word that is too wide alone goes on in the next line. */
export function wrapped(words: readonly Word[], width: number, size: number): Word[][] {
  const lines: Word[][] = [[]]
  let used = 0
  for (const word of words.flatMap((each) => pieces(each, width, size))) {
    const needed = textWidth(`${word.text} `, size, word.bold)
    if (used > 0 && used + needed > width + size / 3) {
      lines.push([])
      used = 0
    }
    lines.at(-1)?.push(word)
    used += needed
  }
  return lines
}

/** A word in as many parts as it needs for a width, broken after a dot, slash or hyphen if it has one. */
function pieces({ text, bold }: Word, width: number, size: number): Word[] {
  let length = text.length
  while (length > 1 && textWidth(text.slice(0, length), size, bold) > width) length--
  if (length === text.length) return [{ text, bold }]
  length = text.slice(0, length).search(/[./-][^./-]*$/) + 1 || length
  const rest = { text: text.slice(length), bold }
  return [{ text: text.slice(0, length), bold }, ...pieces(rest, width, size)]
}
