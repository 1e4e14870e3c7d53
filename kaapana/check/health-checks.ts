import type { Check } from './check.ts'
import { type Target, withSession } from './target.ts'

/** Services that say themselves how they are. */
const HEALTH = [
  {
    id: 'health.kube-helm',
    title: 'kube-helm, which installs all other charts, says that it is up',
    path: '/kube-helm-api/health-check',
    says: /up and running/,
    logs: 'kube-helm-deployment',
  },
  {
    id: 'health.workflow-api',
    title: 'workflow-api reaches its database',
    path: '/workflow-api/v1/health/db',
    says: /"status":\s*true/,
    logs: 'workflow-api',
  },
] as const

/** One check for each service that has a health of its own to tell. */
export function healthChecks(target: Target): Check[] {
  return HEALTH.map(({ id, title, path, says, logs }) => ({
    id,
    title,
    run: (signal) =>
      withSession(target, async (session) => {
        const response = await session.fetch(path, { signal })
        const body = await response.text()
        if (response.ok && says.test(body))
          return { outcome: 'passed', detail: `${path} answers ${response.status}.` }
        return {
          outcome: 'failed',
          detail: `${path} answers ${response.status}: ${shortened(body)}. See dataspace kaapana logs ${logs}.`,
        }
      }),
  }))
}

const shortened = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 120)
