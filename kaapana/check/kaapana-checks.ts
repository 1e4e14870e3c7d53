import type { Check } from './check.ts'
import { clusterChecks } from './cluster-checks.ts'
import { healthChecks } from './health-checks.ts'
import { routeChecks } from './route-checks.ts'
import { signInChecks } from './sign-in-checks.ts'
import type { Target } from './target.ts'
import { tlsChecks } from './tls-checks.ts'

/** Every check of a running Kaapana, in the order in which they are shown. */
export function kaapanaChecks(target: Target): Check[] {
  return [
    ...tlsChecks(target),
    ...signInChecks(target),
    ...healthChecks(target),
    ...routeChecks(target),
    ...clusterChecks(target),
  ]
}
