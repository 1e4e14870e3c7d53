import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { momentOf } from '../fhir/dates.ts'
import type { ExcludedStays } from '../fhir/labelled-stays.ts'
import { type DuckdbSession, openDuckdb } from './duckdb-session.ts'
import { ExtractError } from './extract-error.ts'
import { firstBadLine, type PreparedFile, prepareFile } from './extract-input.ts'
import { resourceSql } from './resource-sql.ts'
import { clinicalCodes, duckdbPrelude, featureSql, recordSql } from './sql-files.ts'

/** The files of one institution. */
export interface ExtractSource {
  /** Id of the institution, as the table's column names it. */
  readonly institution: string
  /**
   * FHIR R4 NDJSON (also `.gz`, also as the intake keeps accepted records), Bundles or lists of
   * resources. Where a record comes twice, the last updated counts, else the one of the last file.
   */
  readonly files: readonly string[]
  /** Last day the files cover, as FHIR date @default the last day any of its encounters tells of */
  readonly extractEnd?: string | undefined
}

/** What extractFeatures takes. */
export interface ExtractOptions {
  readonly sources: readonly ExtractSource[]
  /** CSV file to write, in the format of docs/data.md; replaced only when all went well. */
  readonly output: string
  /** Memory DuckDB may take before it goes to disk; the process takes some 300 MB more @default 1024 */
  readonly memoryMegabytes?: number | undefined
  /** @default all cores */
  readonly threads?: number | undefined
  /** Folder for what does not fit into memory, about half the size of the files @default the system's */
  readonly temporary?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Hears the share done, 0 to 1, growing. */
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/** What came out. */
export interface ExtractReport {
  /** Stays written. */
  readonly rows: number
  /** Stays left out; `genderUnknown`: neither male nor female, there is no third value to learn from. */
  readonly excluded: ExcludedStays & { readonly genderUnknown: number }
  /** Stays written, by institution, also those with none. */
  readonly byInstitution: Readonly<Record<string, number>>
}

/** Shares of the whole work, as measured on a million stays. */
const READ_SHARE = 0.55
const QUERY_SHARE = 0.95
const INSTITUTION = /^[\x21-\x7e]{1,128}$/

/**
 * Makes the training table of FHIR extracts: one row an inpatient stay with its features and label,
 * by the rules of docs/fhir.md, on DuckDB and out of core. The same files give the same bytes. Records
 * are taken as the FHIR server vouches for them: an element of a wrong JSON type counts as absent.
 *
 * @throws ExtractError for bad options, missing files, and lines that are no FHIR resource.
 */
export async function extractFeatures(options: ExtractOptions): Promise<ExtractReport> {
  const { output, signal, threads = availableParallelism(), memoryMegabytes = 1024 } = options
  checkOptions(options, { threads, memoryMegabytes })
  await checkFolder(dirname(output))
  const folder = await mkdtemp(join(options.temporary ?? tmpdir(), 'dataspace-features-'))
  const partial = join(dirname(output), `.${basename(output)}.${process.pid}.partial`)
  let session: DuckdbSession | undefined
  let files: PreparedFile[][] = []
  try {
    files = await prepareFiles(options.sources, folder, signal)
    session = await openDuckdb({ folder, memoryMegabytes, threads }, signal)
    const job = { session, sources: options.sources, files, ...growing(options.onProgress) }
    await readRecords(job, signal)
    await computeStays(job)
    const report = await reportOf(job)
    await writeTable(job, partial)
    await rename(partial, output)
    return report
  } catch (error) {
    throw named(error, files)
  } finally {
    session?.close()
    await rm(folder, { recursive: true, force: true })
    await rm(partial, { force: true })
  }
}

/** The error with files called what the user calls them. */
function named(error: unknown, files: readonly (readonly PreparedFile[])[]): unknown {
  if (!(error instanceof ExtractError)) return error
  const own = files.flat().find(({ path }) => error.message.startsWith(`${path}: `))
  return own ? new ExtractError(error.message.replace(own.path, () => own.original)) : error
}

interface Job {
  session: DuckdbSession
  sources: readonly ExtractSource[]
  /** Files of each source; the number of a file is its place in all of them. */
  files: readonly (readonly PreparedFile[])[]
  /** Makes a listener for a part of the work. */
  part(from: number, to: number): (fraction: number) => void
}

/** Progress that never goes back, as DuckDB's own estimate may. */
function growing(onProgress: ExtractOptions['onProgress']): Pick<Job, 'part'> {
  let told = 0
  return {
    part: (from, to) => (fraction) => {
      const now = from + (to - from) * fraction
      if (now <= told) return
      told = now
      onProgress?.(now)
    },
  }
}

function checkOptions(
  { sources }: ExtractOptions,
  { threads, memoryMegabytes }: { threads: number; memoryMegabytes: number },
): void {
  if (sources.length === 0) throw new ExtractError('sources: got none; fix: name an institution')
  const known = new Set<string>()
  for (const { institution, files, extractEnd } of sources) {
    if (!INSTITUTION.test(institution)) {
      throw new ExtractError(
        `institution: got ${JSON.stringify(institution)}, allowed 1 to 128 printable characters without spaces`,
      )
    }
    if (known.has(institution)) {
      throw new ExtractError(`${institution}: given twice; fix: name all its files in one source`)
    }
    known.add(institution)
    if (files.length === 0) {
      throw new ExtractError(`${institution}: got no files; fix: name its NDJSON files or Bundles`)
    }
    if (extractEnd !== undefined && !momentOf(extractEnd)) {
      throw new ExtractError(
        `${institution}: extractEnd: got '${extractEnd}', allowed a date as 2026-01-31`,
      )
    }
  }
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ExtractError(`threads: got ${threads}, allowed whole numbers from 1`)
  }
  if (!Number.isInteger(memoryMegabytes) || memoryMegabytes < 256) {
    throw new ExtractError(
      `memoryMegabytes: got ${memoryMegabytes}, allowed whole numbers from 256`,
    )
  }
}

async function checkFolder(folder: string): Promise<void> {
  const info = await stat(folder).catch(() => undefined)
  if (!info?.isDirectory()) throw new ExtractError(`output: no such folder: ${folder}`)
}

async function prepareFiles(
  sources: readonly ExtractSource[],
  folder: string,
  signal: AbortSignal | undefined,
): Promise<PreparedFile[][]> {
  const prepared: PreparedFile[][] = []
  let number = 0
  for (const { files } of sources) {
    const own: PreparedFile[] = []
    for (const file of files) {
      signal?.throwIfAborted()
      own.push(await prepareFile(file, { folder, number: number++, signal }))
    }
    prepared.push(own)
  }
  return prepared
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Reads all files into the table `record`, an institution at a time. */
async function readRecords(job: Job, signal: AbortSignal | undefined): Promise<void> {
  const { session, sources, files } = job
  const values = sources.map(({ institution, extractEnd }, source) => {
    const day = extractEnd === undefined ? 'null' : momentOf(extractEnd)?.day
    return `(${source}, ${quoted(institution)}, cast(${day} as int))`
  })
  await session.run(`${duckdbPrelude()};${clinicalCodes()};
    create table source as select * from (values ${values.join(', ')}) as t(source, institution, last_day);`)
  const total = files.flat().reduce((sum, { bytes }) => sum + bytes, 0) || 1
  let read = 0
  let exists = false
  for (const [source, own] of files.entries()) {
    for (const form of ['fhir', 'stored'] as const) {
      const paths = own.filter((file) => file.form === form)
      if (paths.length === 0) continue
      const bytes = paths.reduce((sum, file) => sum + file.bytes, 0)
      const resources = resourceSql(
        form,
        paths.map(({ path }) => path),
      )
      await session.run(
        `create or replace temporary view resource as select ${source} as source, * from (${resources})
         where kind is null or kind in ('Patient', 'Encounter', 'Condition', 'MedicationRequest');
         ${exists ? 'insert into record' : 'create table record as'} ${recordSql()}`,
        job.part((READ_SHARE * read) / total, (READ_SHARE * (read + bytes)) / total),
      )
      exists = true
      read += bytes
    }
  }
  const [bad] = await session.rows('select min(file_no) as file_no from record where kind is null')
  if (typeof bad?.file_no !== 'number') return
  const file = files.flat()[bad.file_no] as PreparedFile
  throw new ExtractError(
    `${file.original}: ${await firstBadLine(file, signal)}; allowed one FHIR resource a line; fix: export the file again`,
  )
}

const computeStays = ({ session, part }: Job): Promise<void> =>
  session.run(`create table stay as ${featureSql()}`, part(READ_SHARE, QUERY_SHARE))

async function reportOf({ session, sources }: Job): Promise<ExtractReport> {
  const excluded = { death: 0, noDischarge: 0, censored: 0, noFeatures: 0, genderUnknown: 0 }
  const byInstitution = Object.fromEntries(sources.map(({ institution }) => [institution, 0]))
  let rows = 0
  const counts = await session.rows(`
    select institution, cast(count(*) as int) as stays,
      coalesce(excluded, case when gender_encoded is null then 'genderUnknown' end) as why
    from stay group by all`)
  for (const { institution, stays, why } of counts) {
    const count = Number(stays)
    if (typeof why === 'string') excluded[why as keyof typeof excluded] += count
    else {
      rows += count
      byInstitution[String(institution)] = count
    }
  }
  return { rows, excluded, byInstitution }
}

const writeTable = ({ session, part }: Job, path: string): Promise<void> =>
  session.run(
    `set preserve_insertion_order = true;
    copy (
      select patient_id, institution, age, if(gender_encoded = 1, 'male', 'female') as gender,
        num_conditions, num_medications, recent_encounters, 0 as expired, readmitted
      from stay where excluded is null and gender_encoded is not null
      order by institution, patient_id, admission_instant
    ) to ${quoted(path)} (format csv, header)`,
    part(QUERY_SHARE, 1),
  )
