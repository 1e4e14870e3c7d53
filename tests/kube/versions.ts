import { KUBERNETES_VERSIONS as SUPPORTED_VERSIONS } from '../../components/versions.ts'

/**
 * Patch release of each minor version of which Go modules are to be had.
 * https://kubernetes.io/releases/patch-releases/
 */
const PATCH_RELEASES: Readonly<Record<string, string>> = {
  '1.34': '1.34.4',
  '1.35': '1.35.4',
  '1.36': '1.36.3',
}

/** Minor versions that a cluster may run, oldest first. */
const SUPPORTED = SUPPORTED_VERSIONS.map(({ version }) => version)

/** Releases that the objects are applied to: of the oldest and the newest supported version. */
export const KUBERNETES_VERSIONS = [SUPPORTED.at(0), SUPPORTED.at(-1)].map((minor = '') => {
  const release = PATCH_RELEASES[minor]
  if (release === undefined) throw new Error(`Name a patch release of Kubernetes ${minor} here.`)
  return release
})

/** https://github.com/kubernetes-sigs/kwok/releases */
export const KWOK_VERSION = '0.8.0'

/** Where the definition of a custom resource is published. */
export interface DefinitionSource {
  /** Go module that holds the file. */
  readonly module: string
  readonly version: string
  /** Path within the module. */
  readonly file: string
}

/** Definitions of the custom resources that the package's objects use. */
export const DEFINITIONS: readonly DefinitionSource[] = [
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    file: 'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
  },
  {
    module: 'sigs.k8s.io/secrets-store-csi-driver',
    version: 'v1.5.3',
    file: 'config/crd/bases/secrets-store.csi.x-k8s.io_secretproviderclasses.yaml',
  },
  ...['clusters', 'databases'].map((kind) => ({
    module: 'github.com/cloudnative-pg/cloudnative-pg',
    version: 'v1.30.0',
    file: `config/crd/bases/postgresql.cnpg.io_${kind}.yaml`,
  })),
]
