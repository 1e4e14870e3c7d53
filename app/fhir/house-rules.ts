import { type Code, INPATIENT_CLASSES, isIn } from './clinical-codes.ts'
import { momentOf } from './dates.ts'
import { isObject, type JsonObject, jsonType, type Problem } from './problems.ts'
import { referencedId } from './references.ts'

const EARLIEST_BIRTH = 1890
const DAY_MS = 86_400_000
const RESOURCE_ID = /^[A-Za-z0-9\-.]{1,64}$/
/** States in which a patient lies, or lay, in a bed. */
const STAY_STATES = new Set<unknown>(['finished', 'in-progress', 'onleave'])

/** What the features need beyond FHIR R4: an id, a birth date, a patient, and when a stay began. */
export function houseProblems(resource: JsonObject, now: Date): Problem[] {
  const problems = idProblems(resource)
  if (resource.resourceType === 'Patient') return [...problems, ...birthProblems(resource, now)]
  problems.push(...subjectProblems(resource))
  if (resource.resourceType === 'Encounter') problems.push(...encounterProblems(resource))
  return problems
}

function idProblems({ resourceType, id }: JsonObject): Problem[] {
  if (typeof id === 'string' && RESOURCE_ID.test(id)) return []
  const got = typeof id === 'string' ? `${id.length} characters of another form` : jsonType(id)
  return [
    {
      path: `${resourceType}.id`,
      code: id === undefined ? 'required' : 'value',
      text: `must name the record; got ${got}, allowed 1 to 64 letters, digits, - and .; fix: send the record's logical id`,
    },
  ]
}

function birthProblems({ birthDate }: JsonObject, now: Date): Problem[] {
  const path = 'Patient.birthDate'
  const allowed = `allowed a date from ${EARLIEST_BIRTH} to today; fix:`
  if (birthDate === undefined) {
    const text = `is required, age is a feature; got nothing, ${allowed} send at least the year and month`
    return [{ path, code: 'required', text }]
  }
  const birth = momentOf(birthDate)
  // Another form of date is the library's to report.
  if (!birth) return []
  // A day of grace: east of Greenwich it is already tomorrow.
  if (birth.instant > now.getTime() + DAY_MS) {
    return [{ path, code: 'value', text: `lies in the future; ${allowed} correct the date` }]
  }
  if (birth.instant < Date.UTC(EARLIEST_BIRTH, 0)) {
    return [{ path, code: 'value', text: `is too long ago; ${allowed} correct the date` }]
  }
  return []
}

function subjectProblems({ resourceType, subject }: JsonObject): Problem[] {
  const path = `${resourceType}.subject`
  const reference = isObject(subject) ? subject.reference : undefined
  if (referencedId(reference, 'Patient') !== undefined) return []
  const got = reference === undefined ? 'no reference' : 'a reference of another form'
  return [
    {
      path,
      code: subject === undefined ? 'required' : 'value',
      text: `must point at a patient; got ${got}, allowed Patient/<id>, or the urn:uuid: of a Patient in the same Bundle; fix: send the patient's logical id`,
    },
  ]
}

function encounterProblems(encounter: JsonObject): Problem[] {
  const problems: Problem[] = []
  const type: Code = isObject(encounter.class) ? encounter.class : {}
  if (isObject(encounter.class) && typeof type.code !== 'string') {
    const text = `must say whether this is a stay; got no code, allowed a code such as IMP or AMB of v3-ActCode; fix: send it`
    problems.push({ path: 'Encounter.class.code', code: 'required', text })
  }
  const { start, end }: JsonObject = isObject(encounter.period) ? encounter.period : {}
  if (start === undefined && STAY_STATES.has(encounter.status) && isIn(INPATIENT_CLASSES, type)) {
    const text = `is required of an inpatient stay that has begun; got nothing, allowed the time of admission; fix: send it`
    problems.push({ path: 'Encounter.period.start', code: 'required', text })
  }
  const [from, to] = [momentOf(start), momentOf(end)]
  // Days, not instants: an end without time means some time on that day.
  if (from && to && from.instant > to.instant && from.day > to.day) {
    const text = 'ends before it starts; allowed an end at or after the start; fix: correct it'
    problems.push({ path: 'Encounter.period', code: 'invariant', text })
  }
  return problems
}
