import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

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

/** How figures are written in a language. */
export type Written = ReturnType<typeof figuresIn>

function figuresIn(language: string) {
  const number = (options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options)
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options)
  const digits = (least: number) => ({ minimumFractionDigits: least, maximumFractionDigits: least })
  const [count, tenths, points] = [number(), number(digits(1)), number(digits(3))]
  const percent = number({ style: 'percent', ...digits(1) })
  const wholePercent = number({ style: 'percent', maximumFractionDigits: 0 })
  const signed = number({ ...digits(3), signDisplay: 'exceptZero' })
  const moment = date({ dateStyle: 'medium', timeStyle: 'short' })
  const time = date({ timeStyle: 'medium' })
  // Days of the API are UTC days: in another zone they would be named after the day before.
  const day = date({ dateStyle: 'medium', timeZone: 'UTC' })
  const shortDay = date({ day: 'numeric', month: 'short', timeZone: 'UTC' })
  return {
    count: (value: number) => count.format(value),
    tenths: (value: number) => tenths.format(value),
    /** Three digits, as AUC and Brier score are told. */
    points: (value: number) => points.format(value),
    /** The same with a plus sign. */
    signed: (value: number) => signed.format(value),
    percent: (share: number) => percent.format(share),
    wholePercent: (share: number) => wholePercent.format(share),
    interval: ({ low, high }: Bounds, write: (value: number) => string) =>
      `${write(low)} – ${write(high)}`,
    moment: (iso: string) => moment.format(new Date(iso)),
    time: (when: Date) => time.format(when),
    day: (iso: string) => day.format(new Date(iso)),
    shortDay: (iso: string) => shortDay.format(new Date(iso)),
  }
}
