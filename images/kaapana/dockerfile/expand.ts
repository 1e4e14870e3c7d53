/** Value of a variable; undefined when it has none. */
export type Lookup = (name: string) => string | undefined

/** A text with variables put in, and those that have no value. */
export interface Expanded {
  readonly text: string
  readonly missing: readonly string[]
}

/** `$X`, `${X}`, and `${X:-word}` and its like, whose word may hold variables again. */
const VARIABLE =
  /\\\$|\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)(?:(:?[-+?])((?:[^{}$]|\$(?!\{)|\$\{[^{}]*\})*))?\}|\$\{[^}]*\}?/g

/** Nested deeper than this, a default is left as it is written. */
const MAX_DEPTH = 8

/** Longer than any reference: what is longer is left alone, so that ARGs of ARGs cannot explode. */
const MAX_LENGTH = 1024

/**
 * Puts variables into a text as the Dockerfile reference has it for ARGs in FROM.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function expand(text: string, lookup: Lookup, depth = 0): Expanded {
  if (text.length > MAX_LENGTH) return { text, missing: ['a text that is too long'] }
  const missing: string[] = []
  let length = 0
  const expanded = text.replace(VARIABLE, (match, bare, braced, operator = '', word = '') => {
    const name: string | undefined = bare ?? braced
    const put = (value: string): string => {
      length += value.length
      if (length <= MAX_LENGTH) return value
      missing.push(match)
      return ''
    }
    if (match === '\\$') return '$'
    if (name === undefined || depth > MAX_DEPTH) {
      missing.push(match)
      return match
    }
    const value = lookup(name)
    const isSet = value !== undefined && !(operator.startsWith(':') && value === '')
    if (operator.endsWith('+') ? isSet : operator.endsWith('-') && !isSet) {
      const inner = expand(word, lookup, depth + 1)
      missing.push(...inner.missing)
      return put(inner.text)
    }
    if (operator.endsWith('+')) return ''
    if (!isSet) missing.push(name)
    return put(value ?? '')
  })
  return { text: expanded, missing }
}
