import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ExtractError } from '../features/extract-error.ts'

/** Files of one institution, in a fixed order. */
export interface InstitutionFiles {
  readonly institution: string
  readonly files: readonly string[]
}

/** What came in: tables of stays, or FHIR records by institution. */
export type Extract =
  | { readonly kind: 'tables'; readonly files: readonly string[] }
  | { readonly kind: 'fhir'; readonly sources: readonly InstitutionFiles[] }

/**
 * Looks what is in an extract's folder: `.csv` tables at its top, or folders named after
 * institutions with `.ndjson` or `.json` (Bundle) files,
 * also gzipped, at any depth. Folders of institutions that
 * are expected are listed even where they are missing, with no files.
 *
 * @throws ExtractError where it holds neither, both, or what nobody would read
 */
export async function readExtract(
  folder: string,
  institutions: readonly string[],
): Promise<Extract> {
  const entries = await readdir(folder, { withFileTypes: true })
  const seen = entries.filter(({ name }) => !name.startsWith('.'))
  const tables = seen.filter((entry) => entry.isFile() && entry.name.endsWith('.csv'))
  const folders = seen.filter((entry) => entry.isDirectory())
  const stray = seen.filter((entry) => !tables.includes(entry) && !folders.includes(entry))
  const allowed = 'allowed .csv tables, or one folder an institution with .ndjson or .json files'
  if (stray.length > 0) {
    throw new ExtractError(`${folder}: got ${stray.map(({ name }) => name).join(', ')}, ${allowed}`)
  }
  if (tables.length > 0 && folders.length > 0) {
    throw new ExtractError(`${folder}: got tables and folders of FHIR files; keep one kind`)
  }
  if (tables.length > 0) {
    return { kind: 'tables', files: tables.map(({ name }) => join(folder, name)).sort() }
  }
  if (folders.length === 0) throw new ExtractError(`${folder} is empty; ${allowed}`)
  const unknown = folders.map(({ name }) => name).filter((name) => !institutions.includes(name))
  if (unknown.length > 0) {
    const known = institutions.join(', ')
    throw new ExtractError(
      `${folder}: no institution is called ${unknown.join(', ')}; params.yaml (data.institutions) has ${known}`,
    )
  }
  const present = new Set(folders.map(({ name }) => name))
  const sources = await Promise.all(
    institutions.map(async (institution) => ({
      institution,
      files: present.has(institution) ? await fhirFiles(join(folder, institution)) : [],
    })),
  )
  return { kind: 'fhir', sources }
}

async function fhirFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(?:ndjson|json)(?:\.gz)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
