import type { ErrorHandler, NotFoundHandler } from 'hono'
import type { Logger } from '../logging/logger.ts'
import { isUnavailable } from '../store/unavailable.ts'
import { answerText } from './answer.ts'
import type { Environment, RequestContext } from './context.ts'
import { failureForm } from './failure-forms.ts'
import { FhirProblem, isFhirPath } from './fhir-problem.ts'
import type { PathTable } from './paths.ts'
import { Problem } from './problem.ts'

/** Answers a problem in the form of the path: problem+json, or what a protocol's clients read. */
function answerProblem(c: RequestContext, problem: Problem): Response {
  const { type, invalid, body } = failureForm(c.req.path)
  return answerText(c, JSON.stringify(body(problem, c.get('requestId'))), {
    status: problem.status === 422 ? invalid.status : problem.status,
    type,
    headers: problem.headers,
  })
}

/** The one place errors become answers. What was not foreseen is logged and told as a bare 500. */
export function failureHandler(logger: Logger): ErrorHandler<Environment> {
  return (error, c) => {
    if (error instanceof Problem) {
      if (error.cause instanceof Error)
        logger.warn({ request_id: c.get('requestId'), route: c.get('route'), err: error.cause })
      return answerProblem(c, error)
    }
    if (isDisconnect(error)) return answerProblem(c, new Problem(408, 'The request did not arrive'))
    if (isUnavailable(error)) {
      logger.warn({ request_id: c.get('requestId'), route: c.get('route'), err: error })
      return answerProblem(
        c,
        new Problem(503, 'The database cannot be reached', { headers: { 'retry-after': '5' } }),
      )
    }
    logger.error({ request_id: c.get('requestId'), route: c.get('route'), err: error })
    return answerProblem(c, new Problem(500, 'Internal Server Error'))
  }
}

/** The client went away while its body was being read: nobody hears the answer, nothing failed. */
const isDisconnect = (error: Error & { code?: unknown }): boolean =>
  error.code === 'ECONNRESET' || error.name === 'AbortError' || error.message === 'aborted'

/** No such route: 307 to the path without its trailing slash, 405 with Allow, or 404. */
export function notFoundHandler(paths: PathTable): NotFoundHandler<Environment> {
  return (c) => {
    const { path } = c.req
    if (path.length > 1 && path.endsWith('/') && paths.methods(path.slice(0, -1)).length > 0) {
      const url = new URL(c.req.url)
      const location = `${path.replace(/^\/+/, '/').slice(0, -1)}${url.search}`
      return answerText(c, null, { status: 307, headers: { location } })
    }
    const methods = paths.methods(path)
    if (methods.length > 0)
      return answerProblem(
        c,
        new Problem(405, 'Method Not Allowed', { headers: { allow: methods.join(', ') } }),
      )
    return answerProblem(c, isFhirPath(path) ? NO_SUCH_RESOURCE : new Problem(404, 'Not Found'))
  }
}

const NO_SUCH_RESOURCE = new FhirProblem(404, {
  code: 'not-supported',
  text: 'No such resource type, interaction or operation here; /fhir/metadata lists those there are',
})
