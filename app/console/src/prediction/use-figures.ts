import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { regionOf } from '../language/region.ts'

/** Numbers and times as people of the page's language write them. */
export interface Figures {
  /** A share from 0 to 1 as a percentage, with one decimal. */
  percent(share: number): string
  /** The same without decimals, for scales. */
  roundPercent(share: number): string
  /** A difference of shares in percentage points, without sign. */
  points(difference: number): string
  /** The same with its sign. */
  signedPoints(difference: number): string
  count(value: number): string
  time(date: Date): string
  /** A day as ISO 8601 writes it, without a time zone. */
  day(iso: string): string
}

const figuresIn = (language: string): Figures => {
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  const percent = new Intl.NumberFormat(language, { style: 'percent', ...one })
  const round = new Intl.NumberFormat(language, { style: 'percent' })
  const plain = new Intl.NumberFormat(language, one)
  const signed = new Intl.NumberFormat(language, { ...one, signDisplay: 'exceptZero' })
  const count = new Intl.NumberFormat(language)
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  return {
    percent: (share) => percent.format(share),
    roundPercent: (share) => round.format(share),
    points: (difference) => plain.format(Math.abs(difference) * 100),
    signedPoints: (difference) => signed.format(difference * 100),
    count: (value) => count.format(value),
    time: (date) => time.format(date),
    day: (iso) => day.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
  }
}

/** Formats for the language that the page is shown in. */
export function useFigures(): Figures {
  const { i18n } = useTranslation()
  return useMemo(() => figuresIn(regionOf(i18n.language)), [i18n.language])
}
