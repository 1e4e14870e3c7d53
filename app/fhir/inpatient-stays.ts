import {
  DEATH_OR_HOSPICE,
  INPATIENT_CLASSES,
  isIn,
  PLANNED_ADMISSION,
  PLANNED_REASON,
} from './clinical-codes.ts'
import { type Moment, momentOf } from './dates.ts'
import type { Concept, EncounterContent, StoredResource } from './stored-resource.ts'

/** One stay in hospital: the inpatient encounters between coming in and going home. */
export interface InpatientStay {
  /** Pseudonym of the patient. */
  patient: string
  /** Pseudonyms of the encounters merged into this stay, in order of their start. */
  encounters: string[]
  admission: Moment
  /** Undefined while the stay is open, and where the sender never said when it ended. */
  discharge: Moment | undefined
  /** True while the patient is still in (in-progress or on leave, no end). */
  open: boolean
  /** True when the admission was agreed before (clinical-codes.ts): no unplanned return. */
  planned: boolean
  /** True when the patient died in it or left for a hospice: nobody to be readmitted. */
  endsInDeath: boolean
}

const DAY_MS = 86_400_000
const CURRENT_STATES: ReadonlySet<string | undefined> = new Set(['in-progress', 'onleave'])

type StoredEncounter = Extract<StoredResource, { type: 'Encounter' }>

/**
 * The inpatient stays of ONE patient, oldest first, without those that ended in death or hospice.
 * See allStays for how encounters become stays.
 */
export const inpatientStays = (resources: Iterable<StoredResource>): InpatientStay[] =>
  allStays(resources).filter((stay) => !stay.endsInDeath)

/**
 * Every inpatient stay of ONE patient, oldest first. Encounters count when their class is inpatient
 * (INPATIENT_CLASSES) and they took place: finished, in progress, on leave, or of unknown state with
 * an end. Encounters that overlap or follow within less than 24 hours are one stay: transfers, and
 * departments reported as encounters inside the hospital's. An encounter without end bridges no gap,
 * so that one nobody closed does not swallow the stays of later years.
 */
export function allStays(resources: Iterable<StoredResource>): InpatientStay[] {
  const encounters: { stored: StoredEncounter; admission: Moment }[] = []
  let deathDay: number | undefined
  for (const stored of resources) {
    if (stored.type === 'Patient') deathDay = dayOfDeath(stored.content.deceasedDateTime)
    if (stored.type !== 'Encounter' || !isInpatient(stored.content)) continue
    const admission = momentOf(stored.content.period?.start)
    if (admission) encounters.push({ stored, admission })
  }
  encounters.sort(
    (a, b) => a.admission.instant - b.admission.instant || (a.stored.id < b.stored.id ? -1 : 1),
  )
  const stays: InpatientStay[] = []
  let lastInstant = Number.NEGATIVE_INFINITY
  for (const { stored, admission } of encounters) {
    const end = momentOf(stored.content.period?.end)
    const last = stays.at(-1)
    if (last && admission.instant - lastInstant < DAY_MS) extend(last, stored, end)
    else {
      stays.push(newStay(stored, admission, end))
      lastInstant = admission.instant
    }
    lastInstant = Math.max(lastInstant, admission.instant, end?.instant ?? admission.instant)
  }
  for (const stay of stays) {
    if (stay.open) stay.discharge = undefined
    stay.endsInDeath ||= diedIn(stay, deathDay)
  }
  return stays
}

function isInpatient({ class: type, status, period }: EncounterContent): boolean {
  if (!type || !isIn(INPATIENT_CLASSES, type)) return false
  if (status === 'finished' || CURRENT_STATES.has(status)) return true
  return status === 'unknown' && period?.end !== undefined
}

function newStay(
  stored: StoredEncounter,
  admission: Moment,
  end: Moment | undefined,
): InpatientStay {
  return {
    patient: stored.patient,
    encounters: [stored.id],
    admission,
    discharge: end,
    open: isOpen(stored.content),
    planned: isPlanned(stored.content),
    endsInDeath: leftInDeath(stored.content),
  }
}

function extend(stay: InpatientStay, stored: StoredEncounter, end: Moment | undefined): void {
  stay.encounters.push(stored.id)
  if (end && (!stay.discharge || end.instant > stay.discharge.instant)) stay.discharge = end
  stay.open ||= isOpen(stored.content)
  stay.endsInDeath ||= leftInDeath(stored.content)
}

const isOpen = ({ status, period }: EncounterContent): boolean =>
  CURRENT_STATES.has(status) && period?.end === undefined

const codings = (concepts: readonly (Concept | undefined)[] = []) =>
  concepts.flatMap((concept) => concept?.coding ?? [])

function isPlanned({ class: type, type: types = [], priority, reasonCode }: EncounterContent) {
  const admission = codings([...types, priority])
  if (type) admission.push(type)
  return (
    admission.some((code) => isIn(PLANNED_ADMISSION, code)) ||
    codings([...types, ...(reasonCode ?? [])]).some((code) => isIn(PLANNED_REASON, code))
  )
}

const leftInDeath = ({ hospitalization }: EncounterContent): boolean =>
  codings([hospitalization?.dischargeDisposition]).some((code) => isIn(DEATH_OR_HOSPICE, code))

/** Only a whole date places a death: a year alone would end every stay of that year. */
const dayOfDeath = (date: string | undefined): number | undefined =>
  date?.length === 10 ? momentOf(date)?.day : undefined

function diedIn({ discharge, open, admission }: InpatientStay, deathDay: number | undefined) {
  if (deathDay === undefined) return false
  return open || deathDay <= (discharge ?? admission).day
}
