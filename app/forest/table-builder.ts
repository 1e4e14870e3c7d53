import { FEATURES, type Feature } from './features.ts'
import { patientKey } from './patient-split.ts'
import type { ReadmissionTable } from './readmission-table.ts'

const FIRST_CAPACITY = 4096

/** Collects stays into columns that grow by doubling, so that a million of them need no objects. */
export class TableBuilder {
  readonly dropped = { expired: 0, genderUnknown: 0 }
  /** The values of the stay that `append` takes next, in the order of FEATURES. */
  readonly values = new Uint16Array(FEATURES.length)
  private rows = 0
  private patient = new Int32Array(FIRST_CAPACITY)
  private institution = new Uint16Array(FIRST_CAPACITY)
  private columns = FEATURES.map(() => new Uint16Array(FIRST_CAPACITY))
  private readmitted = new Uint8Array(FIRST_CAPACITY)
  private readonly patients = new Map<string, number>()
  private readonly institutions = new Map<string, number>()

  /** Adds a stay with the features in `values`. */
  append(patient: string, institution: string, readmitted: number): void {
    if (this.rows === this.readmitted.length) this.grow()
    this.patient[this.rows] = indexOf(this.patients, patient)
    this.institution[this.rows] = indexOf(this.institutions, institution)
    this.columns.forEach((column, index) => {
      column[this.rows] = this.values[index] ?? 0
    })
    this.readmitted[this.rows] = readmitted
    this.rows++
  }

  /** The table of all appended stays. */
  finish(): ReadmissionTable {
    const { rows } = this
    const patientKeys = new Uint32Array(this.patients.size)
    for (const [id, index] of this.patients) patientKeys[index] = patientKey(id)
    const features = Object.fromEntries(
      FEATURES.map((name, index) => [name, this.columns[index]?.slice(0, rows)]),
    ) as Record<Feature, Uint16Array>
    return {
      rows,
      patient: this.patient.slice(0, rows),
      patients: this.patients.size,
      patientKeys,
      institution: this.institution.slice(0, rows),
      institutions: [...this.institutions.keys()],
      features,
      readmitted: this.readmitted.slice(0, rows),
      dropped: this.dropped,
    }
  }

  private grow(): void {
    const capacity = this.readmitted.length * 2
    const patient = new Int32Array(capacity)
    patient.set(this.patient)
    this.patient = patient
    const wider = (column: Uint16Array): Uint16Array<ArrayBuffer> => {
      const copy = new Uint16Array(capacity)
      copy.set(column)
      return copy
    }
    this.institution = wider(this.institution)
    this.columns = this.columns.map(wider)
    const readmitted = new Uint8Array(capacity)
    readmitted.set(this.readmitted)
    this.readmitted = readmitted
  }
}

function indexOf(known: Map<string, number>, key: string): number {
  const index = known.get(key) ?? known.size
  if (index === known.size) known.set(key, index)
  return index
}
