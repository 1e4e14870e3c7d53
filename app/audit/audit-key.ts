import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** The keys of the audit trail, all derived by HKDF from one secret. */
export interface AuditKey {
  /** First 8 hexadecimal digits of a digest of the secret: says which key, tells nothing of it. */
  id: string
  chain: KeyObject
  /** Key of one institution, so that the same patient differs between institutions. */
  institution(institution: string): KeyObject
}

/** Derives the keys of the trail from a secret of 32 bytes or more. */
export function auditKey(secret: Uint8Array): AuditKey {
  if (secret.length < 32) {
    throw new Error(`The audit key has ${secret.length} bytes; at least 32 are needed.`)
  }
  const derive = (use: string): KeyObject =>
    createSecretKey(new Uint8Array(hkdfSync('sha256', secret, '', `dataspace audit ${use}`, 32)))
  const institutions = new Map<string, KeyObject>()
  return {
    id: createHmac('sha256', derive('fingerprint')).digest('hex').slice(0, 8),
    chain: derive('chain'),
    institution: (institution) => {
      const known = institutions.get(institution)
      if (known) return known
      const key = derive(`institution ${institution}`)
      institutions.set(institution, key)
      return key
    },
  }
}

/**
 * Pseudonym of a patient at one institution: key id, point, HMAC-SHA-256. The same patient at
 * another institution, or under another key, has another pseudonym.
 */
export const pseudonymOf = (key: AuditKey, institution: string, patientId: string): string =>
  `${key.id}.${createHmac('sha256', key.institution(institution)).update(`patient ${patientId}`).digest('base64url')}`

/**
 * Pseudonym of a FHIR record's logical id at one institution. A Patient's is the one the audit trail
 * uses for that patient.
 */
export const recordPseudonym = (
  key: AuditKey,
  institution: string,
  record: { type: string; id: string },
): string =>
  pseudonymOf(
    key,
    institution,
    record.type === 'Patient' ? record.id : `${record.type}/${record.id}`,
  )

/**
 * Keyed digest of what the model saw: the patient and the feature vector in its fixed order (null
 * for an unknown value). A plain hash could be reversed by trying all patients and ages.
 */
export const inputDigest = (
  key: AuditKey,
  input: { institution: string; patientId: string; features: readonly (number | null)[] },
): Buffer =>
  createHmac('sha256', key.institution(input.institution))
    .update(`input ${input.features.join(' ')} ${input.patientId}`)
    .digest()
