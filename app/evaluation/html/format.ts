const GROUPED = new Intl.NumberFormat('en-GB')

/** Shown where there is no figure. */
export const NO_FIGURE = '–'

/** A fixed number of decimals, 3 unless asked otherwise; no minus before a zero. */
export const decimals = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined
    ? NO_FIGURE
    : value
        .toFixed(digits)
        .replace(/^-(?=[0.]*$)/, '')
        .replace('-', '\u2212')

/** Keeps a number and its sign on one line. */
const NO_BREAK = '\u00a0'

/** A share as a percentage with one decimal. */
export const percent = (value: number | null | undefined): string =>
  value === null || value === undefined ? NO_FIGURE : `${(100 * value).toFixed(1)}${NO_BREAK}%`

/** A count with its thousands parted. */
export const count = (value: number): string => GROUPED.format(value)

/** Both ends of an interval, e.g. 0.608–0.638. */
export const span = (interval: { low: number; high: number } | null | undefined): string =>
  interval ? `${decimals(interval.low)}–${decimals(interval.high)}` : NO_FIGURE

/** Both ends of an interval of a share, e.g. 8.2–9.3 %. */
export const percentSpan = (interval: { low: number; high: number } | null): string =>
  interval ? `${(100 * interval.low).toFixed(1)}–${percent(interval.high)}` : NO_FIGURE
