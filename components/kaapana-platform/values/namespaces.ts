/** Namespaces of Kaapana. Charts and services name them themselves: they cannot be others. */
export const KAAPANA_NAMESPACES = {
  /** The release of the platform's chart, and nothing else. */
  release: 'default',
  /** Entrance, sign-in and kube-helm, and the releases that kube-helm installs. */
  admin: 'admin',
  services: 'services',
  extensions: 'extensions',
  /** Of the first project; each further project has its own `project-<name>`. */
  firstProject: 'project-admin',
} as const

/** Name of the platform's release: kube-helm reads its values by it, from namespace `default`. */
export const KAAPANA_RELEASE = 'kaapana-admin-chart'
