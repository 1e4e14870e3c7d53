import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { SERVICE_ENTRY, type ServiceHome } from './service-process.ts'

const Verification = z.looseObject({ rows: z.number().int() })

/**
 * How many predictions the audit trail of a stopped service holds, after checking its chain.
 * Throws when `dataspace audit verify` finds a broken chain.
 */
export async function auditedPredictions(home: ServiceHome): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [SERVICE_ENTRY, 'audit', 'verify', '--json'],
    { env: home.env, maxBuffer: 2 ** 26 },
  )
  return Verification.parse(JSON.parse(stdout)).rows
}
