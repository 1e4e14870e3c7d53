/**
 * Words of an instruction: separated by white space outside quotes. Quotes stay in place, since
 * they tell a here-document or a flag from text.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  let word = ''
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === '\\' && quote !== "'") {
      word += character + (text[++at] ?? '')
    } else if (quote === '' && /\s/.test(character)) {
      if (word !== '') words.push(word)
      word = ''
    } else {
      if (character === quote) quote = ''
      else if (quote === '' && (character === '"' || character === "'")) quote = character
      word += character
    }
  }
  if (word !== '') words.push(word)
  return words
}

/** A word as Docker takes it: without quotes, escaped characters as themselves. */
export function unquote(word: string): string {
  return word.replace(
    /"((?:\\[\s\S]|[^"\\])*)"|'([^']*)'|\\([\s\S])/g,
    (_, double, single, escaped) => {
      if (single !== undefined) return single
      if (escaped !== undefined) return escaped
      // Within double quotes a backslash escapes these alone.
      return double.replace(/\\(["\\$])/g, '$1')
    },
  )
}
