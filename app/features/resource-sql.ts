const CODING = 'STRUCT("system" VARCHAR, code VARCHAR)'
const CONCEPT = `STRUCT(coding ${CODING}[])`
const REFERENCE = 'STRUCT(reference VARCHAR)'
const PERIOD = 'STRUCT("start" VARCHAR, "end" VARCHAR)'

/** The elements the features need (app/fhir/kept-elements.ts), with their types in DuckDB. */
const ELEMENTS: Readonly<Record<string, string>> = {
  gender: 'VARCHAR',
  birthDate: 'VARCHAR',
  deceasedDateTime: 'VARCHAR',
  status: 'VARCHAR',
  class: CODING,
  type: `${CONCEPT}[]`,
  // A code in MedicationRequest, a concept in Encounter; what does not fit becomes null.
  priority: CONCEPT,
  subject: REFERENCE,
  period: PERIOD,
  reasonCode: `${CONCEPT}[]`,
  hospitalization: `STRUCT("dischargeDisposition" ${CONCEPT})`,
  clinicalStatus: CONCEPT,
  verificationStatus: CONCEPT,
  code: CONCEPT,
  encounter: REFERENCE,
  onsetDateTime: 'VARCHAR',
  onsetPeriod: PERIOD,
  abatementDateTime: 'VARCHAR',
  abatementPeriod: PERIOD,
  recordedDate: 'VARCHAR',
  intent: 'VARCHAR',
  doNotPerform: 'BOOLEAN',
  medicationCodeableConcept: CONCEPT,
  medicationReference: REFERENCE,
  authoredOn: 'VARCHAR',
}

/**
 * How the records of an NDJSON file stand: `fhir`, resources as a FHIR server exports them, or
 * `stored`, as the FHIR intake keeps them (pseudonyms, kept elements in `content`).
 */
export type RecordForm = 'fhir' | 'stored'

const structOf = (elements: Readonly<Record<string, string>>): string =>
  Object.entries(elements)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ')

const COLUMNS: Readonly<Record<RecordForm, Readonly<Record<string, string>>>> = {
  fhir: {
    resourceType: 'VARCHAR',
    id: 'VARCHAR',
    meta: 'STRUCT("lastUpdated" VARCHAR)',
    ...ELEMENTS,
  },
  stored: {
    type: 'VARCHAR',
    id: 'VARCHAR',
    patient: 'VARCHAR',
    lastUpdated: 'VARCHAR',
    content: `STRUCT(${structOf(ELEMENTS)})`,
  },
}

const HEADS: Readonly<Record<RecordForm, string>> = {
  fhir: `"resourceType" as kind, id, meta."lastUpdated" as last_updated,
    case when "resourceType" = 'Patient' then id else patient_of(subject.reference) end as patient`,
  stored: '"type" as kind, id, "lastUpdated" as last_updated, patient',
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * A query over NDJSON files with one row a line, as records.sql wants it. Elements of a wrong JSON type
 * are null, as is `kind` of a line that is no resource. Files are named by number: `17.ndjson`.
 */
export function resourceSql(form: RecordForm, files: readonly string[]): string {
  const columns = Object.entries(COLUMNS[form])
    .map(([name, type]) => `${quoted(name)}: ${quoted(type)}`)
    .join(', ')
  const at = form === 'stored' ? 'content.' : ''
  const reference = (element: string): string =>
    form === 'stored' ? `${at}${element}.reference` : `literal_of(${element}.reference)`
  return `select cast(split_part(parse_filename(filename), '.', 1) as int) as file_no, ${HEADS[form]},
    ${at}gender, ${at}"birthDate" as birth_date, ${at}"deceasedDateTime" as deceased, ${at}status,
    ${at}class, ${at}type, ${at}priority, ${at}"reasonCode" as reason,
    ${at}hospitalization."dischargeDisposition" as disposition,
    ${at}period."start" as period_start, ${at}period."end" as period_end,
    ${at}"clinicalStatus" as clinical_status, ${at}"verificationStatus" as verification_status,
    coalesce(${at}code, ${at}"medicationCodeableConcept") as code,
    ${reference(`"medicationReference"`)} as medication, ${reference('encounter')} as encounter,
    ${at}"authoredOn" as authored, ${at}"recordedDate" as recorded, ${at}"onsetDateTime" as onset,
    ${at}"onsetPeriod"."start" as onset_start, ${at}"onsetPeriod"."end" as onset_end,
    ${at}"abatementDateTime" as abatement, ${at}"abatementPeriod"."end" as abatement_end,
    ${at}intent, ${at}"doNotPerform" as do_not_perform
  from read_json([${files.map(quoted).join(', ')}], format = 'newline_delimited', filename = true,
    ignore_errors = true, maximum_object_size = 16777216, columns = {${columns}})`
}
