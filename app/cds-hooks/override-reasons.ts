import { DECISION_REASONS, type DecisionReason } from '../serving/decision-reasons.ts'

/** A code of a system (CDS Hooks 2.0, "Coding"). */
export interface Coding {
  system: string
  code: string
  display?: string
}

/** Code system of OVERRIDE_REASONS: a name of our own that never changes (RFC 4122). */
export const REASON_SYSTEM = 'urn:uuid:5b8a2f0e-6d0b-4c0b-9a43-0f9b8f5a7d21'

const DISPLAY: Readonly<Record<DecisionReason, string>> = {
  'clinical-findings': 'Clinical findings say otherwise',
  'social-situation': 'Social situation',
  'follow-up-arranged': 'Follow-up is arranged already',
  'treatment-goal-changed': 'Goal of treatment has changed',
  'patient-preference': 'Wish of the patient',
  'input-wrong': 'The records are wrong',
  'input-outdated': 'The records are out of date',
  'outside-training-population': 'Patient unlike those the model learned from',
  other: 'Another reason',
}

/** Why a clinician may override a card: the reasons of every decision, in words for a list. */
export const OVERRIDE_REASONS: readonly Required<Coding>[] = DECISION_REASONS.map((code) => ({
  system: REASON_SYSTEM,
  code,
  display: DISPLAY[code],
}))

/**
 * The reason that a coding stands for. A client may add reasons of its own to ours; the trail's list
 * is closed, so these are `other`. Undefined for a code of our system that we never offered.
 */
export function reasonOf({ system, code }: Omit<Coding, 'display'>): DecisionReason | undefined {
  if (system !== REASON_SYSTEM) return 'other'
  return DECISION_REASONS.find((reason) => reason === code)
}
