/**
 * Tells whether one of the patterns leaves a path out. A pattern with `*`, `?` or `[` is a glob in
 * which `*` crosses `/` (Kaapana 0.6.1), any other is text that the path contains (until 0.6.0).
 * Kaapana's tool compares absolute paths, so that a checkout below `/home/ci` ignores all of itself
 * (its bug 2073); here the path is relative to the checkout, with and without a slash before it.
 */
export function ignoredBy(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.filter((pattern) => pattern !== '').map(testOf)
  return (path) => tests.some((test) => test(path))
}

function testOf(pattern: string): (path: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (path) => `/${path}`.includes(pattern)
  const tokens = tokensOf(pattern)
  return (path) => matches(tokens, path) || matches(tokens, `/${path}`)
}

type Token = '*' | ((character: string) => boolean)

function tokensOf(pattern: string): Token[] {
  const characters = [...pattern]
  const tokens: Token[] = []
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]
    // The first member of a class may be `]` itself.
    const negated = characters[at + 1] === '!'
    const close = character === '[' ? characters.indexOf(']', at + (negated ? 3 : 2)) : -1
    if (character === '*') tokens.push('*')
    else if (character === '?') tokens.push(() => true)
    else if (close !== -1) {
      tokens.push(classOf(characters.slice(at + (negated ? 2 : 1), close), negated))
      at = close
    } else tokens.push((other) => other === character)
  }
  return tokens
}

function classOf(members: readonly string[], negated: boolean): (character: string) => boolean {
  const ranges: [string, string][] = []
  for (let at = 0; at < members.length; at++) {
    const from = members[at] ?? ''
    const isRange = members[at + 1] === '-' && members[at + 2] !== undefined
    ranges.push([from, isRange ? (members[at + 2] ?? '') : from])
    if (isRange) at += 2
  }
  return (character) =>
    ranges.some(([from, to]) => from <= character && character <= to) !== negated
}

/** Goes back to the last star only: the time is at most length of pattern times length of path. */
function matches(tokens: readonly Token[], path: string): boolean {
  const characters = [...path]
  let token = 0
  let at = 0
  let star = -1
  let resume = 0
  while (at < characters.length) {
    const current = tokens[token]
    if (current === '*') {
      star = token++
      resume = at
    } else if (current?.(characters[at] ?? '')) {
      token++
      at++
    } else if (star !== -1) {
      token = star + 1
      at = ++resume
    } else return false
  }
  return tokens.slice(token).every((rest) => rest === '*')
}
