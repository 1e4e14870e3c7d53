import { type FileProblem, type PatientFile, readPatients } from './csv-patients.ts'
import { type FhirFile, type FhirProblem, readFhir } from './fhir-file.ts'

/** What a chosen file turned out to be. */
export type Chosen =
  | { readonly name: string; readonly csv: PatientFile }
  | { readonly name: string; readonly fhir: FhirFile }
  | { readonly name: string; readonly refused: FileProblem | FhirProblem }

/** Above this no file is read: a browser on a phone would stop answering. */
const MOST_BYTES = 50 * 1024 * 1024
const ZIP = 0x04034b50

/** Reads a file that a person chose: CSV, or FHIR as JSON or NDJSON. Nothing is sent. */
export async function readFile(file: File): Promise<Chosen> {
  const { name } = file
  if (file.size > MOST_BYTES) return { name, refused: { kind: 'bytes', most: MOST_BYTES } }
  const bytes = await file.arrayBuffer()
  if (bytes.byteLength >= 4 && new DataView(bytes).getUint32(0, true) === ZIP)
    return { name, refused: { kind: 'spreadsheet' } }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { name, refused: { kind: 'encoding' } }
  }
  if (text.includes('\0')) return { name, refused: { kind: 'encoding' } }
  if (/\.(nd)?json$/i.test(name) || /^\s*[[{]/.test(text)) {
    const fhir = readFhir(text)
    return 'pieces' in fhir ? { name, fhir } : { name, refused: fhir }
  }
  const csv = readPatients(text)
  return 'rows' in csv ? { name, csv } : { name, refused: csv }
}
