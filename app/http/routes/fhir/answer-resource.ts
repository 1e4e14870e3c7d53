import { createHash } from 'node:crypto'
import { FHIR_JSON } from '../../../fhir-api/content-type.ts'
import type { Resource } from '../../../fhir-api/resource.ts'
import { answerText } from '../../answer.ts'
import type { RequestContext } from '../../context.ts'

/** Answers a resource. */
export const answerResource = (c: RequestContext, resource: Resource): Response =>
  answerText(c, JSON.stringify(resource), { type: FHIR_JSON })

/**
 * Answers a resource that may be asked for again, with an ETag: 304 without a body to who has it
 * already. The tag is a digest of the content, since nothing here has versions.
 */
export function answerTagged(c: RequestContext, resource: Resource): Response {
  const text = JSON.stringify(resource)
  const tag = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  const headers = { etag: `W/"${tag}"` }
  const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim())
  if (known.includes('*') || known.some((one) => one.replace(/^W\//, '') === `"${tag}"`))
    return answerText(c, null, { status: 304, headers })
  return answerText(c, text, { type: FHIR_JSON, headers })
}
