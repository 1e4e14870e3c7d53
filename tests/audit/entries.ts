import { auditKey, inputDigest, pseudonymOf } from '../../app/audit/audit-key.ts'
import type { AuditEntry } from '../../app/audit/entry.ts'

/** A fixed key; the trails of the tests are all written with it. */
export const KEY = auditKey(Buffer.alloc(32, 1))

/** A prediction of a patient at DKFZ, every column filled. */
export const prediction = (number: number, patch: Partial<AuditEntry> = {}): AuditEntry => ({
  kind: 'prediction',
  institution: 'dkfz',
  actor: 'key:dkfz',
  purpose: 'treatment',
  subject: pseudonymOf(KEY, 'dkfz', `patient ${number}`),
  inputDigest: inputDigest(KEY, {
    institution: 'dkfz',
    patientId: `patient ${number}`,
    features: [65, 3, 12, number, null],
  }),
  model: { name: 'readmission', version: 1, sha256: Buffer.alloc(32, 7) },
  scoreBand: 3,
  decision: 'LOW',
  outcome: 'ok',
  requestId: `request ${number}`,
  details: { number, text: 'a "quoted" \\ text, {}', b: 1, a: [null, 1.5] },
  ...patch,
})
