/**
 * Kubernetes releases that the objects are applied to: the oldest and the newest supported minor
 * version, each at a patch release of which Go modules are to be had.
 * https://kubernetes.io/releases/patch-releases/
 */
export const KUBERNETES_VERSIONS = ['1.34.4', '1.36.3'] as const

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
]
