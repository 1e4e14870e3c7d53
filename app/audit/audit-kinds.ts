/** Every kind of event in the trail. */
export const AUDIT_KINDS = [
  'prediction',
  'human-decision',
  'outcome-corrected',
  'patient-read',
  'patients-read',
  'login',
  'logout',
  'password-changed',
  'user-created',
  'user-deleted',
  'key-created',
  'key-rotated',
  'key-revoked',
  'client-created',
  'client-revoked',
  'token-issued',
  'promotion',
  'model-served',
  'audit-exported',
] as const

/** Kind of an event in the trail. */
export type AuditKind = (typeof AUDIT_KINDS)[number]
