import { BAND_WIDTH } from '../audit/entry.ts'
import { READMISSION_DAYS } from '../fhir/labelled-stays.ts'
import type { AssessedRisk } from './assessed-risk.ts'
import {
  ownCoding,
  RISK_PROBABILITY,
  RISK_PROBABILITY_SYSTEM,
  SNOMED_READMISSION,
  UCUM,
} from './codes.ts'

const DAY_MS = 86_400_000

/** A share as FHIR wants a probability: percent, here to two decimals. */
export const percent = (share: number): number => Number((share * 100).toFixed(2))

/** The one prediction of a RiskAssessment: what, how likely, against whom, when. */
export const riskPrediction = (risk: AssessedRisk) => ({
  outcome: {
    coding: [ownCoding('unplanned-readmission-30-days'), SNOMED_READMISSION],
    text: `Unplanned readmission within ${READMISSION_DAYS} days of discharge`,
  },
  ...probabilityOf(risk),
  ...qualitativeRisk(risk.level),
  ...relativeRisk(risk),
  ...whenPeriod(risk.discharged),
  ...(risk.rationale === undefined ? {} : { rationale: risk.rationale }),
})

/** The probability, or, once it is deleted, the range that the audit trail keeps. */
function probabilityOf({ probability, scoreBand }: AssessedRisk): object {
  if (probability !== null) return { probabilityDecimal: percent(probability) }
  if (scoreBand === null) return {}
  const bound = (band: number) => ({
    value: percent(band * BAND_WIDTH),
    unit: '%',
    system: UCUM,
    code: '%',
  })
  return { probabilityRange: { low: bound(scoreBand), high: bound(scoreBand + 1) } }
}

/** The level in HL7's words; what the user was shown stays the text. */
function qualitativeRisk(level: string | null): object {
  if (level === null) return {}
  const known = Object.entries(RISK_PROBABILITY).find(([name]) => name === level)?.[1]
  return {
    qualitativeRisk: {
      ...(known === undefined ? {} : { coding: [{ system: RISK_PROBABILITY_SYSTEM, ...known }] }),
      text: level,
    },
  }
}

/** How many times the base rate: only where that model's base rate is known. */
function relativeRisk({ probability, baseRate }: AssessedRisk): object {
  if (probability === null || baseRate === undefined) return {}
  return { relativeRisk: Number((probability / baseRate).toFixed(2)) }
}

/** From the discharge on. Nobody knows it while the patient is still in. */
function whenPeriod(discharged: string | undefined): object {
  if (discharged === undefined) return {}
  const end = new Date(Date.parse(discharged) + READMISSION_DAYS * DAY_MS).toISOString()
  return { whenPeriod: { start: discharged, end } }
}
