import { InvalidArgumentError } from 'commander'

/** A number above 0. */
export const positiveNumber = (text: string): number => {
  const value = Number(text)
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new InvalidArgumentError('Give a number above 0.')
  return value
}

/** A whole number of at most nine digits. */
export const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.')
  return Number(text)
}
