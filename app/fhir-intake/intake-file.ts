import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareRecords } from '../fhir/prepare-records.ts'
import { MalformedBodyError, NotAListError } from '../fhir/problems.ts'
import { type LineFile, openLineFile } from './line-file.ts'
import type { ObjectStore, OpenUpload } from './object-store.ts'
import { type Place, type Prefixes, placeOf } from './places.ts'
import type { Upload } from './upload.ts'

/** What an intake works with. */
export interface IntakeParts {
  store: ObjectStore
  institutions: readonly string[]
  prefixes: Prefixes
  /** Largest file read, in bytes. Results lie on disk until they are whole. */
  maxBytes: number
  pseudonymise(institution: string, type: string, id: string): string
}

/**
 * What became of a file. `refused`: as a whole, with the reason in its report; `gone`: deleted or
 * replaced before it was read; `ignored`: the empty object by which consoles show a folder.
 */
export interface IntakeOutcome {
  state: 'processed' | 'refused' | 'gone' | 'ignored'
  institution: string | null
  accepted: number
  rejected: number
}

/** The report that the institution reads. */
interface Report {
  source: { bucket: string; key: string; version: string; modified: string }
  institution: string | null
  state: 'processed' | 'refused'
  /** Why the file was refused as a whole. */
  reason?: string
  accepted: number
  rejected: number
  /** Elements that are not kept, by path. */
  dropped: Record<string, number>
  acceptedKey?: string
  rejectedKey?: string
}

/**
 * Takes in one file: each record is checked and de-identified as in `POST /api/v1/data/ingest`;
 * what is accepted goes to one object, what is refused with its reasons to another, and the report
 * comes last, so that where it is, all is. A file that cannot be read as a whole leaves nothing but
 * its report. The same version leaves the same bytes under the same keys.
 *
 * @throws what the store throws: the upload is then to be taken in again.
 */
export async function intakeFile(upload: Upload, parts: IntakeParts): Promise<IntakeOutcome> {
  const nothing = { institution: null, accepted: 0, rejected: 0 }
  if (upload.key.endsWith('/')) return { state: 'ignored', ...nothing }
  const opened = await parts.store.open(upload)
  if (opened === undefined) return { state: 'gone', ...nothing }
  const place = placeOf(upload, parts)
  const report = emptyReport(upload, opened)
  if ('reason' in place) return refuse({ ...report, ...place }, parts.store)
  const { institution, reportKey } = place
  const known = { ...report, institution, reportKey }
  if (opened.bytes > parts.maxBytes) {
    const reason = `File: too large; got ${opened.bytes} bytes, allowed ${parts.maxBytes}; fix: split it`
    return refuse({ ...known, reason }, parts.store)
  }
  const folder = await mkdtemp(join(tmpdir(), 'intake-'))
  try {
    return await takeIn({ opened, place, parts, report: known, folder })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Draft = Report & { reportKey: string }

function emptyReport({ bucket, key, version }: Upload, { modified }: OpenUpload): Report {
  return {
    source: { bucket, key, version, modified: modified.toISOString() },
    institution: null,
    state: 'refused',
    accepted: 0,
    rejected: 0,
    dropped: {},
  }
}

interface Work {
  opened: OpenUpload
  place: Place
  parts: IntakeParts
  report: Draft
  folder: string
}

async function takeIn(work: Work): Promise<IntakeOutcome> {
  const { place, parts, report, folder } = work
  const accepted = await openLineFile(join(folder, 'accepted'))
  const rejected = await openLineFile(join(folder, 'rejected'))
  try {
    await sortRecords(work, { accepted, rejected })
  } catch (error) {
    if (!(error instanceof MalformedBodyError || error instanceof NotAListError)) throw error
    return refuse({ ...report, reason: error.message }, parts.store)
  } finally {
    await Promise.all([accepted.close(), rejected.close()])
  }
  const { acceptedKey, rejectedKey } = place
  await writeLines(parts.store, acceptedKey, accepted)
  await writeLines(parts.store, rejectedKey, rejected)
  const whole: Draft = {
    ...report,
    state: 'processed',
    accepted: accepted.lines,
    rejected: rejected.lines,
    ...(accepted.lines > 0 && { acceptedKey }),
    ...(rejected.lines > 0 && { rejectedKey }),
  }
  return writeReport(whole, parts.store)
}

async function sortRecords(
  { opened, place, parts, report }: Work,
  { accepted, rejected }: { accepted: LineFile; rejected: LineFile },
): Promise<void> {
  const { institution, contentType } = place
  const records = prepareRecords(opened.body, contentType, {
    pseudonymise: (type, id) => parts.pseudonymise(institution, type, id),
    // The day of the upload, not today's: a repetition must come to the same result.
    now: opened.modified,
  })
  for await (const record of records) {
    if (record.accepted) {
      await accepted.add(record.stored)
      for (const [path, count] of Object.entries(record.dropped)) {
        report.dropped[path] = (report.dropped[path] ?? 0) + count
      }
    } else {
      const { position, reasons, outcome } = record
      await rejected.add({ position, reasons, outcome })
    }
  }
}

async function writeLines(store: ObjectStore, key: string, lines: LineFile): Promise<void> {
  if (lines.lines === 0) return
  const { file, bytes } = lines
  await store.write({ key, contentType: 'application/x-ndjson', content: { file, bytes } })
}

const refuse = (report: Draft, store: ObjectStore): Promise<IntakeOutcome> =>
  writeReport({ ...report, state: 'refused', accepted: 0, rejected: 0, dropped: {} }, store)

async function writeReport(
  { reportKey, ...report }: Draft,
  store: ObjectStore,
): Promise<IntakeOutcome> {
  const content = Buffer.from(`${JSON.stringify(report, null, 2)}\n`)
  await store.write({ key: reportKey, contentType: 'application/json', content })
  const { state, institution, accepted, rejected } = report
  return { state, institution, accepted, rejected }
}
