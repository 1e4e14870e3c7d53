import type { z } from 'zod'
import type { KaapanaSession } from '../check/check.ts'

/** Kaapana answered otherwise than it should; the message says what was asked and answered. */
export class AnswerError extends Error {
  override name = 'AnswerError'
  /** HTTP status of the answer. */
  readonly status: number

  constructor(asked: string, status: number, detail: string) {
    super(`${asked} answers ${status}${detail === '' ? '' : `: ${detail}`}.`)
    this.status = status
  }
}

/** A request, and what its answer looks like. */
export interface Asked<Answer> {
  path: string
  schema: z.ZodType<Answer>
  /** @default GET */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Sent as JSON. */
  body?: object
  signal?: AbortSignal
}

/**
 * Asks a service of Kaapana for JSON.
 *
 * @throws AnswerError for any status that is no success, and for an answer of another form
 */
export async function ask<Answer>(
  session: Pick<KaapanaSession, 'fetch'>,
  { path, schema, method = 'GET', body, signal }: Asked<Answer>,
): Promise<Answer> {
  const asked = `${method} ${path.split('?')[0]}`
  const answer = await session.fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new AnswerError(asked, answer.status, reasonOf(text))
  const parsed = schema.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  throw new AnswerError(asked, answer.status, 'not in the form that Kaapana 0.6 gives')
}

/** FastAPI's `detail`, or the beginning of a text; nothing of a page. */
function reasonOf(text: string): string {
  const detail = (jsonOf(text) as { detail?: unknown } | undefined)?.detail
  if (typeof detail === 'string') return detail
  if (detail !== undefined) return JSON.stringify(detail).slice(0, 200)
  return text.trimStart().startsWith('<') ? '' : text.slice(0, 200)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
