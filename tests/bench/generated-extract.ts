import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { randomNumbers, wholeNumber } from './random.ts'

/** The files of a generated extract, one a type as a FHIR bulk export has them. */
export const EXTRACT_TYPES = ['Patient', 'Encounter', 'Condition', 'MedicationRequest'] as const

const DAY = 86_400_000
const FIRST = Date.UTC(2016, 0, 1)
const STAYS_OF_A_PATIENT = 3
const CONDITIONS = 3
const ORDERS = 4
const BUFFER = 1 << 20

/** Writes text in large pieces, as fast as the disk takes it. */
class Lines {
  bytes = 0
  private held: string[] = []
  private size = 0
  private readonly stream: WriteStream

  constructor(path: string) {
    this.stream = createWriteStream(path)
  }

  add(line: string): void {
    this.held.push(line)
    this.size += line.length
  }

  async flush(least = BUFFER): Promise<void> {
    if (this.size < least) return
    this.bytes += this.size
    const text = this.held.join('')
    this.held = []
    this.size = 0
    if (!this.stream.write(text)) await once(this.stream, 'drain')
  }

  async end(): Promise<void> {
    await this.flush(1)
    this.stream.end()
    await once(this.stream, 'finish')
  }
}

const dateTime = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`
const snomed = (code: number, display: string): string =>
  `{"coding":[{"system":"http://snomed.info/sct","code":"${code}","display":"${display}"}],"text":"${display}"}`
const meta = (at: string): string =>
  `"meta":{"versionId":"1","lastUpdated":"${at}","profile":["http://hl7.org/fhir/us/core/StructureDefinition/us-core"]}`

/**
 * Writes an extract of that many inpatient encounters as NDJSON, the same each time: three to a
 * patient, each with three conditions and four orders, about 5 kB a stay as a bulk export spells it.
 * One in ten is a transfer of the one before, some are planned, some end in death. Returns the bytes.
 */
export async function generateExtract(folder: string, stays: number): Promise<number> {
  const random = randomNumbers(42)
  const draw = (min: number, max: number) => wholeNumber(random, min, max)
  const files = Object.fromEntries(
    EXTRACT_TYPES.map((type) => [type, new Lines(join(folder, `${type}.ndjson`))]),
  ) as Record<(typeof EXTRACT_TYPES)[number], Lines>
  for (let stay = 0, end = 0; stay < stays; stay++) {
    const patient = `pat-${String(Math.floor(stay / STAYS_OF_A_PATIENT)).padStart(8, '0')}`
    const subject = `"subject":{"reference":"Patient/${patient}"}`
    const isFirst = stay % STAYS_OF_A_PATIENT === 0
    if (isFirst) {
      const born = `${draw(1925, 2005)}-0${draw(1, 9)}-1${draw(0, 9)}`
      files.Patient.add(
        `{"resourceType":"Patient","id":"${patient}",${meta(`${born}T00:00:00Z`)},"gender":"${draw(0, 1) ? 'male' : 'female'}","birthDate":"${born}"}\n`,
      )
      end = FIRST + draw(0, 900) * DAY
    }
    const start = end + (isFirst || draw(0, 9) > 0 ? draw(2, 300) * DAY : 3_600_000)
    end = start + draw(1, 14) * DAY + draw(0, 80_000) * 1000
    const [from, to] = [dateTime(start), dateTime(end)]
    const left = draw(0, 60) === 0 ? 'exp' : 'home'
    const priority = draw(0, 7) === 0 ? 'EL' : 'EM'
    files.Encounter.add(
      `{"resourceType":"Encounter","id":"enc-${stay}",${meta(to)},"status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP","display":"inpatient encounter"},"type":[${snomed(32485007, 'Hospital admission (procedure)')}],"priority":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActPriority","code":"${priority}"}]},${subject},"period":{"start":"${from}","end":"${to}"},"hospitalization":{"dischargeDisposition":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/discharge-disposition","code":"${left}"}]}},"serviceProvider":{"reference":"Organization/1234567890"}}\n`,
    )
    const encounter = `"encounter":{"reference":"Encounter/enc-${stay}"}`
    for (let number = 0; number < CONDITIONS; number++) {
      const over = draw(0, 3) === 0 ? `,"abatementDateTime":"${to.slice(0, 10)}"` : ''
      files.Condition.add(
        `{"resourceType":"Condition","id":"con-${stay}-${number}",${meta(to)},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"${over ? 'resolved' : 'active'}"}]},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},"code":${snomed(40_000_000 + draw(0, 60), 'Some disorder of something (disorder)')},${subject},${encounter},"onsetDateTime":"${from}"${over},"recordedDate":"${from.slice(0, 10)}"}\n`,
      )
    }
    for (let number = 0; number < ORDERS; number++) {
      files.MedicationRequest.add(
        `{"resourceType":"MedicationRequest","id":"med-${stay}-${number}",${meta(from)},"status":"${draw(0, 9) ? 'completed' : 'cancelled'}","intent":"order","priority":"routine","medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"${313_000 + draw(0, 90)}","display":"Acetaminophen 325 MG Oral Tablet"}]},${subject},${encounter},"authoredOn":"${from}"}\n`,
      )
    }
    for (const file of Object.values(files)) await file.flush()
  }
  for (const file of Object.values(files)) await file.end()
  return Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
}
