import { z } from 'zod'

/** Published defaults of earlier systems. Whoever sets one of these has set no secret at all. */
const PUBLISHED = [
  'admin123',
  'analyst123',
  'changeme_in_production',
  'dev-key-dkfz',
  'dev-key-ukhd',
  'dev-key-embl',
  'minioadmin',
]

/** A TCP port; 0 asks the system for a free one. */
export const port = z.coerce.number().int().min(0).max(65_535)

/** A whole number of at least 1. */
export const positive = z.coerce.number().int().min(1)

/** An http or https address. */
export const httpUrl = z.url({ protocol: /^https?$/ })

/** A secret of at least `length` characters that was never published as anybody's default. */
export const secret = (length: number) =>
  z
    .string()
    .min(length, `must have at least ${length} characters`)
    .refine((value) => !PUBLISHED.includes(value), 'is a published default, not a secret')

/** Comma-separated list; blanks around items are dropped. */
export const list = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .pipe(z.array(z.string().min(1)))

/** Two bounds on both sides of 1, as text: `0.8-1.2`. */
export const slopeBounds = z.string().refine(
  (text) => {
    const { min, max } = readBounds(text)
    return min < 1 && max > 1
  },
  { message: 'must be two numbers on both sides of 1, such as 0.8-1.2' },
)

/** The numbers of `0.8-1.2`; NaN where the text is no such thing. */
export function readBounds(text: string): { min: number; max: number } {
  const [, min, max] = /^(\d+(?:\.\d+)?)[-–](\d+(?:\.\d+)?)$/.exec(text) ?? []
  return { min: Number(min), max: Number(max) }
}
