import type { Kubectl } from '../cluster/kubectl.ts'
import type { KaapanaFetch, Trust } from '../http/kaapana-fetch.ts'
import type { KaapanaSession } from '../http/session.ts'
import type { Verdict } from './check.ts'

/** What is checked, and what is known of it. */
export interface Target extends Trust {
  /** Scheme, host and port: `https://kaapana.hospital.example`. */
  readonly baseUrl: URL
  /** Port that redirects to HTTPS; 0: there is none, as on EKS without overlays. */
  readonly httpPort: number
  /** Asks without signing in. */
  readonly fetch: KaapanaFetch
  /** Gives the one session of all checks; nothing without credentials. */
  readonly session?: () => Promise<KaapanaSession>
  /** Asks the cluster; nothing without a kubeconfig. */
  readonly kubectl?: Kubectl
}

/**
 * Answers with a session; without one the check is skipped, since one check of its own says why there
 * is none.
 */
export async function withSession(
  { session }: Target,
  answer: (session: KaapanaSession) => Promise<Verdict>,
): Promise<Verdict> {
  if (session === undefined) return { outcome: 'skipped', detail: 'No credentials are given.' }
  const opened = await session().catch(() => undefined)
  if (opened === undefined)
    return { outcome: 'skipped', detail: 'Nobody could sign in: see session.sign-in.' }
  return answer(opened)
}
