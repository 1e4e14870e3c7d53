// The small build of zod: the whole one is half of the function's code.
import * as z from 'zod/mini'

const text = z.string().check(z.minLength(1))
const prefix = z
  .string()
  .check(z.regex(/^[\w.-]+(?:\/[\w.-]+)*\/$/, 'must be a folder and end in /'))
const institutions = z.array(z.string().check(z.regex(/^[a-z0-9-]{2,32}$/)))

const schema = z.object({
  OUTPUT_BUCKET: text,
  INSTITUTIONS: z.pipe(
    z.pipe(
      z.string(),
      z.transform((list: string) => list.split(',')),
    ),
    institutions,
  ),
  PSEUDONYM_SECRET_ARN: text,
  PSEUDONYM_SECRET_FIELD: z.optional(text),
  MAX_FILE_BYTES: z.coerce.number().check(z.multipleOf(1), z.positive()),
  UPLOADS_PREFIX: prefix,
  ACCEPTED_PREFIX: prefix,
  REJECTED_PREFIX: prefix,
  REPORTS_PREFIX: prefix,
})

/** Settings of the intake function, by environment variable. */
export type IntakeSettings = z.infer<typeof schema>

/**
 * Reads the function's settings.
 *
 * @throws Error naming every variable that is missing or wrong.
 */
export function readIntakeSettings(
  environment: Readonly<Record<string, string | undefined>>,
): IntakeSettings {
  const parsed = schema.safeParse(environment)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Error(`The intake cannot start: ${problems.join('; ')}`)
}
