import { realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { Issue } from '../issue.ts'
import { KaapanaError } from '../kaapana-error.ts'
import type { KaapanaPlanOptions } from '../kaapana-plan.ts'
import { defaultIgnore } from './default-ignore.ts'
import { ignoredBy } from './ignore.ts'
import { byParts, type Scan, scan } from './scan.ts'

/** Files of a checkout and its external sources; paths relative to the checkout. */
export interface Discovery {
  /** Absolute path of the checkout, links resolved. */
  readonly source: string
  readonly dockerfiles: readonly string[]
  readonly chartFiles: readonly string[]
  readonly ignoredDockerfiles: readonly string[]
  readonly ignoredChartFiles: readonly string[]
  /** Folders with a git repository of their own, external sources among them. */
  readonly repositories: readonly string[]
  readonly issues: readonly Issue[]
}

/**
 * Finds Dockerfiles and charts. `build` at the top is where Kaapana's tool puts what it makes, and
 * clears before it searches; it is left out, as the folder that packaging wrote is.
 * @throws KaapanaError when a folder does not exist
 */
export function discover({
  source: given,
  ignore,
  externalSources = [],
  packaged,
}: KaapanaPlanOptions): Discovery {
  const source = folderOf(given, 'source')
  const isIgnored = ignoredBy(ignore ?? defaultIgnore(source))
  const skip = [join(source, 'build'), ...(packaged === undefined ? [] : [resolve(packaged)])]
  const scans = [judge(scan(source, { skip }), isIgnored, '')]
  for (const external of externalSources) {
    const folder = folderOf(external, 'externalSources')
    // What lies in the checkout is found already.
    if (`${folder}${sep}`.startsWith(`${source}${sep}`)) continue
    const found = scan(folder, { skip: [source], exactNames: true })
    const prefix = relative(source, folder).replaceAll(sep, '/')
    scans.push(judge({ ...found, repositories: ['', ...found.repositories] }, isIgnored, prefix))
  }
  const all = <T>(pick: (judged: Judged) => readonly T[]) => [...new Set(scans.flatMap(pick))]
  return {
    source,
    dockerfiles: all((judged) => judged.dockerfiles).sort(byParts),
    chartFiles: all((judged) => judged.chartFiles).sort(byParts),
    ignoredDockerfiles: all((judged) => judged.ignoredDockerfiles).sort(byParts),
    ignoredChartFiles: all((judged) => judged.ignoredChartFiles).sort(byParts),
    repositories: all((judged) => judged.repositories),
    issues: all((judged) => judged.issues),
  }
}

type Judged = Omit<Discovery, 'source'>

/** Parts what was found by the patterns, which see paths relative to the folder that was searched. */
function judge(found: Scan, isIgnored: (path: string) => boolean, prefix: string): Judged {
  const inCheckout = (path: string) => [prefix, path].filter((part) => part !== '').join('/')
  const part = (paths: readonly string[], ignored: boolean) =>
    paths.filter((path) => isIgnored(path) === ignored).map(inCheckout)
  return {
    dockerfiles: part(found.dockerfiles, false),
    chartFiles: part(found.chartFiles, false),
    ignoredDockerfiles: part(found.dockerfiles, true),
    ignoredChartFiles: part(found.chartFiles, true),
    repositories: found.repositories.map(inCheckout),
    issues: found.issues
      // A folder is left out by a pattern such as `*ci/*` as well.
      .filter(({ file }) => !isIgnored(file) && !isIgnored(`${file}/`))
      .map((issue) => ({ ...issue, file: inCheckout(issue.file) || '.' })),
  }
}

function folderOf(path: string, option: string): string {
  const folder = isAbsolute(path) ? path : resolve(path)
  try {
    if (statSync(folder).isDirectory()) return realpathSync(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new KaapanaError(
      `${option}: expected a folder with a checkout of Kaapana, got ${path} (${code})`,
    )
  }
  throw new KaapanaError(
    `${option}: expected a folder with a checkout of Kaapana, got a file: ${path}`,
  )
}
