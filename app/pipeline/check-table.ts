import { fileURLToPath } from 'node:url'
import type { ModelManifest } from '../forest/model-schema.ts'
import { readModelFile } from '../forest/read-model-file.ts'
import { readTable } from '../forest/read-table.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { TableError } from '../forest/table-error.ts'
import { unitsOfRefused } from '../validation/drifted-units.ts'
import type { TableFinding } from '../validation/table-finding.ts'
import { validateTable } from '../validation/validate-table.ts'
import { FindingsError } from './findings-error.ts'
import type { Parameters } from './parameters.ts'

const SHIPPED_MODEL = fileURLToPath(new URL('../models/readmission.json', import.meta.url))

/** A table that may be learned from, in numbers. */
export interface TableFacts {
  readonly stays: number
  readonly patients: number
  readonly readmitted: number
  readonly droppedExpired: number
  /** Stays by institution. */
  readonly institutions: Readonly<Record<string, number>>
}

/** What a table is checked by. */
export interface TableCheck {
  readonly parameters: Parameters
  /** What to call the table in a refusal. @default its path */
  readonly name?: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (fraction: number) => void
}

/**
 * Reads a table and asks the rules of app/validation whether it may be learned from.
 *
 * @throws TableError for bad rows, FindingsError for a table that must not be learned from
 */
export async function checkTable(path: string, check: TableCheck): Promise<TableFacts> {
  const { parameters, signal, onProgress } = check
  const name = check.name ?? path
  const table = await readTable(path, { signal, onProgress }).catch((error) => {
    throw refusedForUnits(name, error) ?? error
  })
  const reference = await histogramsOf(parameters.validate.reference)
  const { institutions } = parameters.data
  const findings = validateTable(table, { institutions, reference })
  if (findings.length > 0) throw new FindingsError(name, findings.map(inWords))
  return factsOf(table)
}

/** Ages of adults in months are beyond what the reader takes: one finding instead of thousands of rows. */
function refusedForUnits(name: string, error: unknown): FindingsError | undefined {
  const finding = error instanceof TableError ? unitsOfRefused(error) : undefined
  return finding && new FindingsError(name, [inWords(finding)])
}

async function histogramsOf(reference: string): Promise<ModelManifest['histograms'] | null> {
  if (reference === 'none') return null
  const { model } = await readModelFile(reference === 'shipped' ? SHIPPED_MODEL : reference)
  return model.manifest.histograms
}

function inWords({ rule, institution, column, detail }: TableFinding): string {
  const places = [institution, column].filter((place) => place !== null)
  return `${rule}${places.length > 0 ? ` (${places.join(', ')})` : ''}: ${detail}`
}

function factsOf(table: ReadmissionTable): TableFacts {
  const institutions = Object.fromEntries(table.institutions.map((name) => [name, 0]))
  for (const index of table.institution) {
    const name = table.institutions[index] as string
    institutions[name] = (institutions[name] as number) + 1
  }
  return {
    stays: table.rows,
    patients: table.patients,
    readmitted: table.readmitted.reduce((sum, value) => sum + value, 0),
    droppedExpired: table.dropped.expired,
    institutions,
  }
}
