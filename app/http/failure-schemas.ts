import { z } from '@hono/zod-openapi'
import type { Access } from './authentication.ts'
import type { FailureForm } from './failure-forms.ts'

const memberErrors = z.array(z.object({ path: z.string(), message: z.string() }))

const base = {
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  request_id: z.string().openapi({ description: 'The same id is in the log.' }),
}

/** RFC 9457, with a text as detail. */
export const problemSchema = z
  .object({ ...base, detail: z.string(), errors: memberErrors.optional() })
  .openapi('Problem', { description: 'RFC 9457 problem details' })

/** RFC 9457, with what is wrong with each member. */
export const validationSchema = z
  .object({
    ...base,
    detail: z
      .array(
        z.object({
          type: z.string(),
          loc: z.array(z.union([z.string(), z.int()])),
          msg: z.string(),
        }),
      )
      .openapi({ description: 'Every error, in the form clients of the original service parse' }),
    errors: memberErrors,
  })
  .openapi('ValidationProblem', { description: 'RFC 9457 problem details of an invalid request' })

/** The failures a route may answer with: those that follow from what it takes, and its own. */
export function failures(route: {
  form: FailureForm
  access: Access
  body: boolean
  params: boolean
  institution?: boolean
  refusals: Record<number, string>
}): Record<string, { description: string; content: object }> {
  const { form, access, body, params, institution = false, refusals } = route
  const texts: Record<number, string> = {
    ...(access === 'client' ? { 403: 'No usable credential' } : {}),

    ...(access === 'admin' ? { 403: 'Not an administrator, or a session without its token' } : {}),
    ...(access === 'user' || access === 'session'
      ? { 403: 'A session without its token, or from another origin' }
      : {}),
    ...(institution ? { 403: 'No usable credential, or one bound to no institution' } : {}),
    ...(access === 'public'
      ? {}
      : { 401: 'Token or session invalid or missing', 429: 'Too many requests' }),
    ...(body ? { 400: 'JSON too deep or too wide', 413: 'Body too large' } : {}),
    ...(body || params ? { [form.invalid.status]: 'Invalid request' } : {}),
    ...(access === 'public' ? {} : { 503: 'A part the answer needs is down; nothing was done' }),
    ...refusals,
  }
  return Object.fromEntries(
    Object.entries(texts).map(([status, description]) => [
      status,
      {
        description,
        content: {
          [form.type]: {
            schema: status === String(form.invalid.status) ? form.invalid.schema : form.schema,
          },
        },
      },
    ]),
  )
}
