import { newNonce, PAGE_HEADERS, pagePolicy } from '../../console-files/content-security.ts'
import { acceptedEncodings } from '../../console-files/encodings.ts'
import { answerText } from '../answer.ts'
import type { RequestContext } from '../context.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'

const BASE = '/console/'
const ROUTE = '/console/*'

/** Answer to everything under /console/ while there is nothing to serve. */
const NOT_BUILT =
  'The console is not built. In the source: npx vite build app/console (the package comes with it); ' +
  'files of another build: set CONSOLE_PATH to their folder. The API works without it: /docs\n'

/** The console's files: public, since they hold no data and no key. */
export function addConsoleRoutes({ gate, console: built }: Parts): void {
  gate.app.get(ROUTE, async (c) => {
    c.set('route', ROUTE)
    const { path } = c.req
    if (path === '/console')
      return answerText(c, null, { status: 308, headers: { location: BASE } })
    const file = await built.files.file(
      path.slice(BASE.length),
      acceptedEncodings(c.req.header('accept-encoding')),
    )
    if (file === undefined) return await page(c, built)
    return answerText(c, file.bytes, {
      type: file.type,
      headers: {
        ...PAGE_HEADERS,
        'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
        vary: 'Accept-Encoding',
        ...(file.encoding === undefined ? {} : { 'content-encoding': file.encoding }),
      },
    })
  })
}

/** Every address without a file is a page that the console itself tells apart. */
async function page(c: RequestContext, { files, issuer }: Parts['console']): Promise<Response> {
  const nonce = newNonce()
  const text = await files.page(nonce)
  if (text === undefined)
    return answerText(c, NOT_BUILT, { status: 503, type: 'text/plain; charset=utf-8' })
  // A missing script must fail as such, not arrive as a page. What follows the point of a pseudonym,
  // which is the address of a patient, is longer than the ending of any file.
  if (/\.\w{1,12}$/.test(c.req.path) && !/\.html$/.test(c.req.path))
    throw new Problem(404, 'Not Found')
  return answerText(c, text, {
    type: 'text/html; charset=utf-8',
    headers: { ...PAGE_HEADERS, 'content-security-policy': pagePolicy(nonce, issuer) },
  })
}

/** Whether a request comes from somebody who looks at it, not from a program. */
export const wantsPage = (accept: string | undefined): boolean =>
  /(^|,)\s*text\/html\b/i.test(accept ?? '')
