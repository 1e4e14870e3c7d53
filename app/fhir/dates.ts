/** A FHIR date or dateTime as far as the features need it. */
export interface Moment {
  /** Milliseconds since 1970 UTC. A date without time stands for its midnight in UTC. */
  instant: number
  /** The day in the sender's own offset, counted from 1970-01-01: what "365 days before" counts. */
  day: number
}

const DAY_MS = 86_400_000

/**
 * The moment of a FHIR dateTime, date, year-month or year; the missing parts are the first of each.
 * Undefined for anything else, so that a damaged value never becomes a feature.
 */
export function momentOf(text: unknown): Moment | undefined {
  if (typeof text !== 'string') return undefined
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?$/.exec(text)
  if (!parts) return undefined
  const [, year, month = '01', dayOfMonth = '01', time] = parts
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth))
  // A leap second (:60) is no time to JavaScript; one second earlier is the same day and hour.
  const instant = time === undefined ? midnight : Date.parse(text.replace(/:60(?=[.Z+-])/, ':59'))
  if (Number.isNaN(instant)) return undefined
  return { instant, day: midnight / DAY_MS }
}

/**
 * Completed years between a birth date and a day. A birth date of year and month counts from the
 * first of the month, one of a year alone from 1 July: the age is then at most one year off.
 */
export function ageOn(birthDate: string, day: number): number {
  const [year = 0, month = 7, dayOfMonth = 1] = birthDate.split('-').map(Number)
  const date = new Date(day * DAY_MS)
  const hadBirthday =
    date.getUTCMonth() + 1 > month ||
    (date.getUTCMonth() + 1 === month && date.getUTCDate() >= dayOfMonth)
  return date.getUTCFullYear() - year - (hadBirthday ? 0 : 1)
}
