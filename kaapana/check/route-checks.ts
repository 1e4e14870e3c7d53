import { hash } from 'node:crypto'
import type { KaapanaSession } from '../http/session.ts'
import type { Check } from './check.ts'
import { judgeClosed, judgeOpen, type RouteAnswer } from './judge-route.ts'
import { once } from './once.ts'
import { type KaapanaRoute, ROUTES } from './routes.ts'
import { type Target, withSession } from './target.ts'

/** Two checks a route: closed without a token, open with one. */
export function routeChecks(target: Target): Check[] {
  const landingPage = once(
    async (session: KaapanaSession, signal: AbortSignal) =>
      (await read(await session.fetch('/', { signal }))).digest,
  )
  return ROUTES.flatMap((route) => [closed(target, route), open(target, route, landingPage)])
}

const closed = ({ baseUrl, fetch }: Target, route: KaapanaRoute): Check => ({
  id: `route.${route.name}.closed`,
  title: `${route.service} is closed to whoever has not signed in`,
  run: async (signal) => {
    const response = await fetch(new URL(route.path, baseUrl), { signal })
    return judgeClosed(route, { ...(await read(response)).answer, landingPage: false })
  },
})

const open = (
  target: Target,
  route: KaapanaRoute,
  landingPage: (session: KaapanaSession, signal: AbortSignal) => Promise<string>,
): Check => ({
  id: `route.${route.name}.open`,
  title: `${route.service} answers to whoever has signed in`,
  run: (signal) =>
    withSession(target, async (session) => {
      const { answer, digest } = await read(await session.fetch(route.path, { signal }))
      const isLandingPage = answer.status === 200 && digest === (await landingPage(session, signal))
      return judgeOpen(route, { ...answer, landingPage: isLandingPage })
    }),
})

interface Read {
  readonly answer: Omit<RouteAnswer, 'landingPage'>
  /** SHA-256 of the body. */
  readonly digest: string
}

async function read(response: Response): Promise<Read> {
  const body = new Uint8Array(await response.arrayBuffer())
  const location = response.headers.get('location')
  const contentType = response.headers.get('content-type')
  return {
    answer: {
      status: response.status,
      ...(location !== null && { location }),
      ...(contentType !== null && { contentType }),
    },
    digest: hash('sha256', body),
  }
}
