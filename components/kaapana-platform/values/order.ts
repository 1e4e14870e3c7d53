/** A step of an installation or removal. */
export interface KaapanaStep {
  readonly name: string
  /** What it does, and who does it. */
  readonly does: string
  /** Seconds that it may take. */
  readonly seconds: number
}

/**
 * Steps until Kaapana answers. A finished `helm install` is not a ready platform: from then on, jobs
 * within the cluster install the rest.
 */
export const INSTALL_ORDER: readonly KaapanaStep[] = [
  { name: 'dns-record', does: 'the host name resolves, from pods too', seconds: 300 },
  { name: 'coredns-rewrite', does: 'pods reach the entrance by the host name', seconds: 120 },
  { name: 'kaapana-admin-chart', does: 'Helm installs the platform chart', seconds: 3600 },
  { name: 'init-collections', does: 'a job copies the charts of extensions', seconds: 3600 },
  {
    name: 'init-extensions',
    does: 'a job installs kaapana-platform-chart, code-server-chart and kaapana-workflows-core',
    seconds: 1800,
  },
  { name: 'project-admin', does: 'the first project gets its namespace', seconds: 600 },
]

/**
 * Releases of namespace `admin` in the order they are uninstalled, as the beginnings of their names.
 * Whatever else people installed goes after the projects: it uses what the later ones offer.
 */
export const UNDEPLOY_ORDER: readonly string[] = [
  'project-',
  '*',
  'code-server-chart',
  'kaapana-workflows-core',
  'kaapana-platform-chart',
  'kaapana-extension-collection',
]

/** Seconds that `helm uninstall` of one release may take, as in kaapanactl.sh. */
export const UNINSTALL_SECONDS = 330

/** Sorts names of releases into the order of {@link UNDEPLOY_ORDER}; the platform's own comes last. */
export function undeployOrder(releases: readonly string[]): string[] {
  const rank = (release: string) => {
    if (release === 'kaapana-admin-chart') return UNDEPLOY_ORDER.length
    const at = UNDEPLOY_ORDER.findIndex((start) => release.startsWith(start))
    return at === -1 ? UNDEPLOY_ORDER.indexOf('*') : at
  }
  return releases.toSorted((a, b) => rank(a) - rank(b))
}
