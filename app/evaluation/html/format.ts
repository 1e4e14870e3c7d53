const GROUPED = new Intl.NumberFormat('en-GB')

/** Shown where there is no figure. */
export const NO_FIGURE = '–'

/** A fixed number of decimals, 3 unless asked otherwise. */
export const decimals = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? NO_FIGURE : value.toFixed(digits)

/** A share as a percentage with one decimal. */
export const percent = (value: number | null | undefined): string =>
  value === null || value === undefined ? NO_FIGURE : `${(100 * value).toFixed(1)} %`

/** A count with its thousands parted. */
export const count = (value: number): string => GROUPED.format(value)

/** Both ends of an interval. */
export const span = (
  interval: { low: number; high: number } | null | undefined,
  show: (value: number) => string = decimals,
): string => (interval ? `${show(interval.low)} to ${show(interval.high)}` : NO_FIGURE)
