import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { regionOf } from '../language/region.ts'

/** An interval as the API tells it. */
export interface Bounds {
  readonly low: number
  readonly high: number
}

/** Numbers, dates and shares in the page's language. */
export function useFigures() {
  const { i18n } = useTranslation()
  const language = i18n.language
  return useMemo(() => figuresIn(language), [language])
}

/** Between the ends of an interval; a dash would be taken for a minus. */
const BETWEEN: Readonly<Record<string, string>> = { en: 'to', de: 'bis' }

function figuresIn(code: string) {
  const language = regionOf(code)
  const number = (options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options)
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options)
  const digits = (least: number) => ({ minimumFractionDigits: least, maximumFractionDigits: least })
  const [count, points, finePoints] = [number(), number(digits(3)), number(digits(4))]
  const percent = number({ style: 'percent', ...digits(1) })
  const wholePercent = number({ style: 'percent', maximumFractionDigits: 0 })
  const [oneDigit, signedDigit] = [
    number(digits(1)),
    number({ ...digits(1), signDisplay: 'exceptZero' }),
  ]
  const signed = number({ ...digits(3), signDisplay: 'exceptZero' })
  const fineSigned = number({ ...digits(4), signDisplay: 'exceptZero' })
  const milliseconds = number({ style: 'unit', unit: 'millisecond' })
  const seconds = number({ style: 'unit', unit: 'second' })
  const moment = date({ dateStyle: 'medium', timeStyle: 'short' })
  const time = date({ timeStyle: 'medium' })
  // Days of the API are UTC days: in another zone they would be named after the day before.
  const day = date({ dateStyle: 'medium', timeZone: 'UTC' })
  const shortDay = date({ day: 'numeric', month: 'short', timeZone: 'UTC' })
  return {
    count: (value: number) => count.format(value),
    /** Three digits, as an AUC is told. */
    points: (value: number) => points.format(value),
    /** The same with a sign. */
    signed: (value: number) => signed.format(value),
    /** Four digits: Brier scores differ by less. */
    finePoints: (value: number) => finePoints.format(value),
    /** The same with a sign. */
    fineSigned: (value: number) => fineSigned.format(value),
    percent: (share: number) => percent.format(share),
    wholePercent: (share: number) => wholePercent.format(share),
    /** A difference of shares in percentage points, without sign. */
    percentagePoints: (difference: number) => oneDigit.format(Math.abs(difference) * 100),
    /** The same with its sign. */
    signedPercentagePoints: (difference: number) => signedDigit.format(difference * 100),
    interval: ({ low, high }: Bounds, write: (value: number) => string) =>
      `${write(low)} ${BETWEEN[code] ?? '–'} ${write(high)}`,
    /** Below a second in milliseconds. */
    duration: (inSeconds: number) =>
      inSeconds < 1 ? milliseconds.format(1000 * inSeconds) : seconds.format(inSeconds),
    /** Day and time. */
    moment: (when: string | Date) => moment.format(new Date(when)),
    time: (when: Date) => time.format(when),
    /** A day as ISO 8601 writes it, or that of a time. */
    day: (iso: string) => day.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
    shortDay: (iso: string) => shortDay.format(new Date(iso)),
  }
}
