import { KaapanaError } from '../kaapana-error.ts'

/** Says whether Helm leaves a path of a chart out of its package. */
export type HelmIgnore = (path: string, folder: boolean) => boolean

interface Rule {
  readonly negated: boolean
  readonly foldersOnly: boolean
  readonly matches: (path: string) => boolean
}

/**
 * Reads a .helmignore as Helm does, which is not as Git reads its own: `**` is refused, and a
 * negated rule ignores all that it does not match.
 * https://github.com/helm/helm/blob/v3.17.2/pkg/ignore/rules.go
 */
export function helmIgnore(text: string): HelmIgnore {
  const lines = text.split('\n').map((line) => line.trim())
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#')).map(ruleOf)
  // Helm's own default.
  rules.push(ruleOf('templates/.?*'))
  return (path, folder) => {
    for (const { negated, foldersOnly, matches } of rules) {
      if (negated && ((foldersOnly && !folder) || !matches(path))) return true
      if (!negated && (!foldersOnly || folder) && matches(path)) return true
    }
    return false
  }
}

function ruleOf(line: string): Rule {
  if (line.includes('**'))
    throw new KaapanaError(`.helmignore: \`${line}\` has a **, which Helm does not know`)
  const negated = line.startsWith('!')
  const plain = negated ? line.slice(1) : line
  const foldersOnly = plain.endsWith('/')
  const pattern = foldersOnly ? plain.slice(0, -1) : plain
  const regex = globRegex(pattern.startsWith('/') ? pattern.slice(1) : pattern)
  const whole = pattern.includes('/')
  const matches = (path: string) => regex.test(whole ? path : path.slice(path.lastIndexOf('/') + 1))
  return { negated, foldersOnly, matches }
}

/** Go's filepath.Match: `*` and `?` stay within a name, `[…]` are classes, `\` escapes. */
function globRegex(pattern: string): RegExp {
  const tokens = pattern.match(/\\.|\[\^?(?:\\.|[^\]\\])+\]|[\s\S]/g) ?? []
  const regex = tokens.map((token) => {
    if (token === '*') return '[^/]*'
    if (token === '?') return '[^/]'
    if (token.startsWith('[') && token.length > 1) return token
    if (token === '[')
      throw new KaapanaError(`.helmignore: \`${pattern}\` has a [ that is not closed`)
    return (token.length > 1 ? token.slice(1) : token).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  })
  return new RegExp(`^${regex.join('')}$`)
}
