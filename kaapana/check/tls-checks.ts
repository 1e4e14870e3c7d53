import { request } from 'node:http'
import { readCertificate } from '../http/certificate.ts'
import type { Check, Verdict } from './check.ts'
import { judgeExpiry, judgeNames, judgeTrust } from './judge-certificate.ts'
import { once } from './once.ts'
import type { Target } from './target.ts'

/** Certificate and redirect of the host. */
export function tlsChecks(target: Target): Check[] {
  const { baseUrl, insecure = false, certificateAuthority } = target
  const certificate = once((signal: AbortSignal) => readCertificate(baseUrl, target, signal))
  const ownAuthority = certificateAuthority !== undefined
  return [
    {
      id: 'tls.certificate',
      title: 'The certificate is trusted',
      run: async (signal) => judgeTrust(await certificate(signal), { insecure, ownAuthority }),
    },
    {
      id: 'tls.names',
      title: 'The certificate is for this host',
      run: async (signal) => judgeNames(await certificate(signal), baseUrl.hostname),
    },
    {
      id: 'tls.expiry',
      title: 'The certificate holds for two weeks and more',
      run: async (signal) => judgeExpiry(await certificate(signal), Date.now()),
    },
    {
      id: 'tls.redirect',
      title: 'HTTP leads to HTTPS',
      run: async (signal) => redirect(target, signal),
    },
  ]
}

async function redirect({ baseUrl, httpPort }: Target, signal: AbortSignal): Promise<Verdict> {
  if (httpPort === 0)
    return { outcome: 'skipped', detail: 'There is no HTTP, as --http-port 0 says.' }
  const url = new URL(`http://${baseUrl.hostname}:${httpPort}/`)
  const { status, location } = await ask(url, signal)
  const target = location === undefined ? undefined : new URL(location, url)
  if (status >= 300 && status < 400 && target?.origin === baseUrl.origin)
    return { outcome: 'passed', detail: `${url.origin} answers ${status} to ${target.origin}.` }
  const seen = target === undefined ? `${status}` : `${status} to ${target.origin}`
  return {
    outcome: 'failed',
    detail:
      `${url.origin} answers ${seen}, not with a redirect to ${baseUrl.origin}: something other than ` +
      "Kaapana's traefik listens there. Close the port, or let it lead to Kaapana.",
  }
}

function ask(
  url: URL,
  signal: AbortSignal,
): Promise<{ status: number; location: string | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { signal, agent: false }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location })
    })
    sent.once('error', (error) => {
      const fix = 'Open it in the load balancer, or say --http-port 0 where there shall be none.'
      reject(
        new Error(`${url.origin} cannot be reached: ${error.message}. ${fix}`, { cause: error }),
      )
    })
    sent.end()
  })
}
