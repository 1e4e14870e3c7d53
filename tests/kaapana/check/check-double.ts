import type { CheckResult } from '../../../kaapana/check/check.ts'
import { kaapanaChecks } from '../../../kaapana/check/kaapana-checks.ts'
import { type RunOptions, runChecks } from '../../../kaapana/check/run-checks.ts'
import type { Target } from '../../../kaapana/check/target.ts'
import { createFetch } from '../../../kaapana/http/kaapana-fetch.ts'
import { openSession } from '../../../kaapana/http/session.ts'
import type { KaapanaDouble } from '../double/start-double.ts'

/** A double as a target of checks: trusted and with credentials. */
export function targetOf(double: KaapanaDouble, other: Partial<Target> = {}): Target {
  const { baseUrl, httpPort, certificate, credentials } = double
  const trust = { certificateAuthority: certificate.cert }
  let session: ReturnType<typeof openSession> | undefined
  return {
    ...trust,
    baseUrl,
    httpPort,
    fetch: createFetch(trust),
    session: () => {
      session ??= openSession({ ...trust, ...credentials, baseUrl })
      return session
    },
    ...other,
  }
}

/** The results of all checks of a target, by id. */
export async function resultsOf(
  target: Target,
  options: RunOptions & { only?: string } = {},
): Promise<Map<string, CheckResult>> {
  const checks = kaapanaChecks(target).filter(({ id }) => id.startsWith(options.only ?? ''))
  const results = await runChecks(checks, options)
  return new Map(results.map((result) => [result.id, result]))
}
