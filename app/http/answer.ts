import type { RequestContext } from './context.ts'

/** On every answer (OWASP REST Security Cheat Sheet): an API shows nothing in a browser. */
const SECURITY = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/**
 * An answer of text. Headers go in as one plain object at once: changing a finished response costs
 * more time than the prediction itself.
 */
export function answerText(
  c: RequestContext,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream | null,
  options: { status?: number; type?: string; headers?: Record<string, string> } = {},
): Response {
  const { status = 200, type = 'application/json', headers } = options
  return new Response(body, {
    status,
    headers: {
      ...(body === null ? {} : { 'content-type': type }),
      ...SECURITY,
      'x-request-id': c.get('requestId'),
      ...c.get('cors'),
      ...headers,
    },
  })
}

/** An answer of JSON. */
export const answerJson = (
  c: RequestContext,
  body: unknown,
  options: { status?: number; headers?: Record<string, string> } = {},
): Response => answerText(c, JSON.stringify(body), options)
