import { z } from 'zod'
import { REALM } from '../http/token.ts'
import type { Check, Verdict } from './check.ts'
import type { Target } from './target.ts'

/** Keycloak, the login page, and a session of one's own. */
export function signInChecks(target: Target): Check[] {
  return [
    {
      id: 'keycloak.discovery',
      title: "Keycloak's realm answers with the host's own addresses",
      run: (signal) => discovery(target, signal),
    },
    {
      id: 'keycloak.login-page',
      title: 'Whoever opens the host gets the login page',
      run: (signal) => loginPage(target, signal),
    },
    {
      id: 'session.sign-in',
      title: 'The user can sign in and has a project',
      run: () => signIn(target),
    },
  ]
}

const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
})

async function discovery({ baseUrl, fetch }: Target, signal: AbortSignal): Promise<Verdict> {
  const path = `${REALM}/.well-known/openid-configuration`
  const response = await fetch(new URL(path, baseUrl), { signal })
  const found = Discovery.safeParse(await response.json().catch(() => undefined))
  if (!response.ok || !found.success)
    return failed(
      `${path} answers ${response.status}${response.ok ? ', and not with a discovery document' : ''}. ` +
        'Keycloak is not up, or has no realm yet: see the job keycloak-init.',
    )
  const wrong = Object.values(found.data).find((url) => originOf(url) !== baseUrl.origin)
  const issuer = `${baseUrl.origin}${REALM}`
  if (wrong !== undefined || found.data.issuer !== issuer)
    return failed(
      `Keycloak calls itself ${found.data.issuer}, not ${issuer}. Host name and port of the release ` +
        '(global.hostname, global.https_port) must be those that browsers use: deploy with them.',
    )
  return { outcome: 'passed', detail: `The issuer is ${issuer}.` }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : ''
}

/** From the front door to Keycloak: one redirect by the proxy, and perhaps one of its own before. */
const MOST_REDIRECTS = 4

async function loginPage({ baseUrl, fetch }: Target, signal: AbortSignal): Promise<Verdict> {
  let url = new URL('/', baseUrl)
  for (let step = 0; step <= MOST_REDIRECTS; step += 1) {
    const response = await fetch(url, { signal })
    const body = await response.text()
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && location !== null) {
      url = new URL(location, url)
      if (url.origin === baseUrl.origin) continue
      return failed(
        `/ leads to ${url.origin}, another host: see global.hostname and global.https_port of the release.`,
      )
    }
    if (response.ok && /name="?username/.test(body) && /name="?password/.test(body))
      return { outcome: 'passed', detail: `/ leads to a form at ${url.pathname}.` }
    return failed(
      `/ leads to ${url.pathname}, which answers ${response.status} without a form to sign in. See ` +
        'dataspace kaapana logs keycloak.',
    )
  }
  return failed(`/ leads on and on: ${MOST_REDIRECTS} redirects, the last to ${url.pathname}.`)
}

async function signIn({ session }: Target): Promise<Verdict> {
  if (session === undefined)
    return {
      outcome: 'skipped',
      detail:
        'No credentials are given: without them nothing behind the sign-in is seen. Set KAAPANA_PASSWORD ' +
        'and KAAPANA_CLIENT_SECRET (or …_FILE), or give --secret-arn.',
    }
  const { project } = await session()
  return { outcome: 'passed', detail: `Signed in, project ${project.name} (${project.id}).` }
}

const failed = (detail: string): Verdict => ({ outcome: 'failed', detail })
