/** A span of time, from its first millisecond to the one behind its last; open where undefined. */
export interface Span {
  from?: number | undefined
  to?: number | undefined
}

const FORM =
  /^(eq|ge|gt|le|lt|sa|eb)?(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d\d:\d\d))?)?)?$/

/**
 * The span that a FHIR date search means (R4, 3.1.1.4.7): `2026-03` all of March, `ge2026-03-01` from
 * then on, `lt…` before. A time needs its offset; a date alone is one of UTC. Undefined for anything
 * else, `ne` and `ap` among it.
 */
export function searchedSpan(text: string): Span | undefined {
  const parts = FORM.exec(text)
  if (parts === null) return undefined
  const [, prefix = 'eq'] = parts
  const span = spanOf(parts.slice(2))
  if (span === undefined) return undefined
  const { from, to } = span
  switch (prefix) {
    case 'eq':
      return span
    case 'ge':
      return { from }
    case 'gt':
    case 'sa':
      return { from: to }
    case 'le':
      return { to }
    default:
      return { to: from }
  }
}

/** What both spans have in common. */
export const within = (one: Span, other: Span): Span => ({
  from: pick(Math.max, one.from, other.from),
  to: pick(Math.min, one.to, other.to),
})

const pick = (
  best: (...values: number[]) => number,
  ...values: (number | undefined)[]
): number | undefined => {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : best(...known)
}

function spanOf(parts: (string | undefined)[]): { from: number; to: number } | undefined {
  const [year, month, day, hour, minute, second, fraction, offset] = parts
  const start = `${year}-${month ?? '01'}-${day ?? '01'}`
  const time =
    hour === undefined
      ? 'T00:00:00Z'
      : `T${hour}:${minute}:${second ?? '00'}${ms(fraction)}${offset}`
  const from = Date.parse(start + time)
  // JavaScript takes 30 February for 2 March.
  if (Number.isNaN(from) || new Date(`${start}T00:00:00Z`).toJSON()?.slice(0, 10) !== start)
    return undefined
  const next = new Date(from)
  if (month === undefined) next.setUTCFullYear(next.getUTCFullYear() + 1)
  else if (day === undefined) next.setUTCMonth(next.getUTCMonth() + 1)
  else {
    const width =
      hour === undefined
        ? 86_400_000
        : second === undefined
          ? 60_000
          : fraction === undefined
            ? 1000
            : 1
    return { from, to: from + width }
  }
  return { from, to: next.getTime() }
}

const ms = (fraction: string | undefined): string =>
  fraction === undefined ? '' : `.${fraction.padEnd(3, '0')}`
