const two = (value: number): string => String(value).padStart(2, '0')

/** The day so many days from today, here, as a date field has it: `2026-03-01`. */
export function dayText(daysFromToday: number): string {
  const day = new Date()
  day.setDate(day.getDate() + daysFromToday)
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** The last second of a day, here: the end is shown as this day, not as the next. */
export const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString()
