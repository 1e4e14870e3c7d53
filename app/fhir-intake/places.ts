import type { Upload } from './upload.ts'

/** Beginnings of keys: where uploads come from and where results go. */
export interface Prefixes {
  /** Uploads, e.g. `fhir/`; then the institution's id. */
  uploads: string
  /** Accepted records, de-identified. */
  accepted: string
  /** Refused records with their reasons. */
  rejected: string
  /** One report for each file. */
  reports: string
}

/** Where a file belongs: its institution, its media type, the keys of its results. */
export interface Place {
  institution: string
  contentType: string
  acceptedKey: string
  rejectedKey: string
  reportKey: string
}

/** A file that cannot be read, and why, in words for who sent it. */
export interface Misplaced {
  reason: string
  reportKey: string
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['json', 'application/fhir+json'],
  ['ndjson', 'application/fhir+ndjson'],
])

/** Instead of an institution's id; no id begins so. */
const NOBODY = '_unassigned'

/**
 * Where the results of an upload go. Keys are made of the upload's key and version alone, so that
 * the same version ends in the same place however often it is delivered.
 */
export function placeOf(
  { key, version }: Upload,
  { prefixes, institutions }: { prefixes: Prefixes; institutions: readonly string[] },
): Place | Misplaced {
  const path = key.startsWith(prefixes.uploads) ? key.slice(prefixes.uploads.length) : key
  const slash = path.indexOf('/')
  const institution = institutions.find((id) => id === path.slice(0, slash))
  if (institution === undefined || slash === -1) {
    const reason = `File: its institution is not known; allowed ${prefixes.uploads}<institution>/<name>, with one of ${institutions.join(', ')}`
    return { reason, reportKey: `${prefixes.reports}${NOBODY}/${path}/${version}.json` }
  }
  const reportKey = `${prefixes.reports}${path}/${version}.json`
  const contentType = TYPES.get(path.slice(path.lastIndexOf('.') + 1))
  if (contentType === undefined) {
    const reason = 'File: its kind is not known; allowed names that end in .json or .ndjson'
    return { reason, reportKey }
  }
  return {
    institution,
    contentType,
    acceptedKey: `${prefixes.accepted}${path}/${version}.ndjson`,
    rejectedKey: `${prefixes.rejected}${path}/${version}.ndjson`,
    reportKey,
  }
}
