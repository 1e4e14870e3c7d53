import { z } from '@hono/zod-openapi'

/** How many things a page of a list holds. */
export const pageSize = z.coerce.number().int().min(1).max(500).default(50).openapi({
  type: 'integer',
  minimum: 1,
  maximum: 500,
  default: 50,
})

/** Where the page before ended in the audit trail, as its `next_cursor` said. */
export const cursor = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a next_cursor')
  .transform(Number)
  .optional()
  .openapi({
    type: 'string',
    pattern: '^\\d{1,15}$',
    description: 'The next_cursor of the page before',
  })

/** Pseudonym of a patient: key id, point, HMAC. */
export const pseudonym = z
  .string()
  .regex(/^[0-9a-f]{8}\.[\w-]{43}$/, 'must be a pseudonym')
  .openapi({ description: "The patient's pseudonym at your institution" })
