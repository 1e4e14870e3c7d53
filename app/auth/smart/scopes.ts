import type { Actor } from '../actor.ts'

/** Resource types of the FHIR interface, each with what a system may do with it. */
export const SERVED: Readonly<Record<string, string>> = {
  Patient: 'rs',
  RiskAssessment: 'crs',
}

/** Scopes of version 2 that the interface serves; `scopes_supported` of the SMART configuration. */
export const SUPPORTED_SCOPES: readonly string[] = [
  'system/*.crs',
  ...Object.entries(SERVED).map(([type, may]) => `system/${type}.${may}`),
]

/** What version 1 of SMART called what version 2 spells out ("Scopes and Launch Context"). */
const VERSION_1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

const FORM = /^system\/(\*|[A-Z][A-Za-z]{1,63})\.(read|write|\*|(?=[cruds])c?r?u?d?s?)$/

/** One scope: what may be done with resources of a type, or of every type (`*`). */
interface Scope {
  type: string
  /** Some of create, read, update, delete, search, in this order. */
  may: string
  isVersion1: boolean
}

function parse(text: string): Scope | undefined {
  const [, type, may] = FORM.exec(text) ?? []
  if (type === undefined || may === undefined) return undefined
  const old = VERSION_1[may]
  return { type, may: old ?? may, isVersion1: old !== undefined }
}

/** Whether a text is a `system/` scope of either version, without search parameters. */
export const isSystemScope = (text: string): boolean => parse(text) !== undefined

const common = (a: string, b: string): string =>
  [...a].filter((letter) => b.includes(letter)).join('')

const inOrder = (letters: string): string => common('cruds', letters)

/**
 * What a system gets of what it asks for: the part of each scope that it was registered for and that
 * is served. A scope that leaves nothing refuses the whole request, as SMART advises, instead of
 * answering less than the client counts on. A scope of version 1 is told in its own words where it
 * is granted whole.
 */
export function grantScopes(
  requested: string,
  registered: readonly string[],
): { granted: string[] } | { refused: string } {
  const texts = [...new Set(requested.split(' ').filter((text) => text !== ''))]
  if (texts.length === 0) return { refused: '' }
  const granted: string[] = []
  for (const text of texts) {
    const scope = parse(text)
    const parts = scope === undefined ? [] : partsOf(scope, registered)
    if (scope === undefined || parts.length === 0) return { refused: text }
    const isWhole = parts.some(({ type, may }) => type === scope.type && may === scope.may)
    if (scope.isVersion1 && isWhole) granted.push(text)
    else granted.push(...parts.map(({ type, may }) => `system/${type}.${may}`))
  }
  return { granted: [...new Set(granted)] }
}

function partsOf(scope: Scope, registered: readonly string[]): { type: string; may: string }[] {
  const may = new Map<string, string>()
  for (const text of registered) {
    const allowed = parse(text)
    if (allowed === undefined) continue
    if (scope.type !== '*' && allowed.type !== '*' && scope.type !== allowed.type) continue
    const type = scope.type === '*' ? allowed.type : scope.type
    const served = type === '*' ? 'crs' : (SERVED[type] ?? '')
    const letters = common(common(scope.may, allowed.may), served)
    if (letters !== '') may.set(type, inOrder(letters + (may.get(type) ?? '')))
  }
  return [...may].map(([type, letters]) => ({ type, may: letters }))
}

/**
 * Whether an actor may do something with FHIR resources: `system/RiskAssessment.r`. Keys and people
 * are held to their institution alone; systems that came with a SMART token to its scopes as well.
 */
export function holdsScope({ scopes }: Actor, needed: string): boolean {
  if (scopes === undefined) return true
  const wanted = parse(needed)
  if (wanted === undefined) throw new TypeError(`${needed} is no scope`)
  const held = scopes.flatMap((text) => {
    const scope = parse(text)
    return scope !== undefined && (scope.type === '*' || scope.type === wanted.type)
      ? scope.may
      : []
  })
  return [...wanted.may].every((letter) => held.some((may) => may.includes(letter)))
}
