import type { Kubectl } from './kubectl.ts'

/** The newest revision of a release of Helm. */
export interface HelmRelease {
  readonly namespace: string
  readonly name: string
  readonly revision: number
  /** `deployed`, `failed`, `pending-install`, `uninstalling`, … */
  readonly status: string
}

/** Of each release's secret what its labels say: the secrets themselves are megabytes. */
const COLUMNS = ['.metadata.namespace', ...['name', 'version', 'status'].map(label)]
const TEMPLATE = `{range .items[*]}${COLUMNS.map((path) => `{${path}}`).join('{"\\t"}')}{"\\n"}{end}`

function label(name: string): string {
  return `.metadata.labels.${name}`
}

/**
 * The releases of a cluster, from the labels of the secrets in which Helm keeps them.
 * https://helm.sh/docs/topics/advanced/#storage-backends
 */
export async function readReleases(kubectl: Kubectl, signal?: AbortSignal): Promise<HelmRelease[]> {
  const args = ['get', 'secrets', '--all-namespaces', '--selector=owner=helm']
  return newestReleases(await kubectl.run([...args, `--output=jsonpath=${TEMPLATE}`], signal))
}

/** The newest revision of each, from lines of namespace, name, revision and status. */
export function newestReleases(lines: string): HelmRelease[] {
  const newest = new Map<string, HelmRelease>()
  for (const line of lines.split('\n')) {
    const [namespace = '', name = '', revision = '', status = ''] = line.split('\t')
    if (name === '') continue
    const release = { namespace, name, revision: Number(revision), status }
    const known = newest.get(`${namespace}/${name}`)
    if (known === undefined || known.revision < release.revision)
      newest.set(`${namespace}/${name}`, release)
  }
  return [...newest.values()].toSorted((one, other) =>
    one.namespace + one.name < other.namespace + other.name ? -1 : 1,
  )
}

/** Releases that are not deployed, and expected ones that are not there. */
export function releaseProblems(
  releases: readonly HelmRelease[],
  expected: Readonly<Record<string, readonly string[]>>,
): string[] {
  const bad = releases
    .filter(({ status }) => status !== 'deployed')
    .map(({ namespace, name, status }) => `${namespace}/${name} is ${status}`)
  const missing = Object.entries(expected).flatMap(([namespace, names]) =>
    names
      .filter((name) => !releases.some((one) => isNamed(one, namespace, name)))
      .map((name) => `${namespace}/${name} is missing`),
  )
  return [...bad, ...missing]
}

const isNamed = (release: HelmRelease, namespace: string, name: string): boolean =>
  release.namespace === namespace && (release.name === name || release.name.startsWith(`${name}-`))
