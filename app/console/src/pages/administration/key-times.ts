const two = (value: number): string => String(value).padStart(2, '0')

/** The day so many days from today, here, as a date field has it: `2026-03-01`. */
export function dayText(daysFromToday: number): string {
  const day = new Date()
  day.setDate(day.getDate() + daysFromToday)
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** The midnight, here, with which a day ends. */
export function endOf(day: string): string {
  const time = new Date(`${day}T00:00:00`)
  time.setDate(time.getDate() + 1)
  return time.toISOString()
}
