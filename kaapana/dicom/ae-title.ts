import { KaapanaError } from '../../images/kaapana/kaapana-error.ts'

/** Longest AE title (PS3.8, 9.3.2). */
const MAX_LENGTH = 16
/** Without it Kaapana's receiver files a series under project `admin` and a data set of its own naming. */
const PREFIX = 'kp-'

/** Where in Kaapana a series is to go. */
export interface Destination {
  /** Name of the project. */
  project: string
  /** Name of the data set, made if it is not there. */
  dataset: string
}

/** The AE titles by which Kaapana's receiver knows project and data set. */
export interface AeTitles {
  /** Ours: `kp-<dataset>`. */
  calling: string
  /** Kaapana's: `kp-<project>`. */
  called: string
}

/**
 * The AE titles of a destination.
 *
 * @throws KaapanaError with everything that is wrong with the two names
 */
export function aeTitles({ project, dataset }: Destination): AeTitles {
  const problems = [...titleProblems('project', project), ...titleProblems('dataset', dataset)]
  if (problems.length > 0) throw new KaapanaError(problems.join('\n'))
  return { calling: `${PREFIX}${dataset}`, called: `${PREFIX}${project}` }
}

/**
 * Letters, digits, `.`, `_` and `-` alone: an AE title may hold more, but Kaapana makes names of data
 * sets, buckets and indices of it.
 */
function titleProblems(option: string, name: string): string[] {
  const allowed = MAX_LENGTH - PREFIX.length
  const fix = `fix: give --${option} a name that follows this`
  const rule = `allowed 1 to ${allowed} letters, digits, ., _ and - (the AE title is "${PREFIX}" with it, ${MAX_LENGTH} characters at most)`
  if (name.startsWith(PREFIX))
    return [
      `--${option} "${name}": "${PREFIX}" is put in front of it; fix: leave "${PREFIX}" out of it`,
    ]
  if (name.length >= 1 && name.length <= allowed && /^[A-Za-z0-9._-]+$/.test(name)) return []
  return [`--${option} makes no AE title; got "${name}", ${rule}; ${fix}`]
}
