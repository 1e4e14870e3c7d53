import type { HumanDecision } from '../audit/human-decisions.ts'
import type { ModelIdentity } from '../serving/served-model.ts'

/** What a RiskAssessment is made of: a prediction, with as much as is known of it by now. */
export interface AssessedRisk {
  /** The prediction's id, UUID version 7. */
  id: string
  /** Pseudonym of the patient. */
  pseudonym: string | null
  /** The caller's own id of the patient; only where his request named it. */
  patientId?: string | undefined
  level: string | null
  /** Calibrated; null once it is deleted. */
  probability: number | null
  /** Band of the probability, which the audit trail keeps. */
  scoreBand: number | null
  model: ModelIdentity | undefined
  /** Share of the model's training stays that ended in a readmission, where it is known. */
  baseRate?: number | undefined
  /** Why the probability is what it is, in words. */
  rationale?: string | undefined
  /** When the patient was discharged, where that is known: ISO 8601 with offset. */
  discharged?: string | undefined
  /** The stay it is for and the records used, as `Type/id`: of records that came with the request. */
  encounter?: string | undefined
  basis?: readonly string[] | undefined
  /** What a person did with it last. */
  decision?: HumanDecision | undefined
}
