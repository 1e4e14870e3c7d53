/** Objects of Kubernetes, as far as they are read here. https://kubernetes.io/docs/reference/kubernetes-api/ */
export interface Metadata {
  readonly name: string
  readonly namespace?: string
  readonly creationTimestamp?: string
  readonly generation?: number
  readonly labels?: Readonly<Record<string, string>>
  readonly ownerReferences?: readonly { readonly kind: string }[]
  readonly managedFields?: readonly { readonly time?: string }[]
}

/** A condition of a node, pod or job. */
export interface Condition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason?: string
  readonly message?: string
}

/** A container of a pod's template. */
export interface Container {
  readonly name: string
  readonly image: string
}

/** What a container is doing. */
export interface ContainerStatus {
  readonly name: string
  readonly ready: boolean
  readonly restartCount: number
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string }
    readonly terminated?: { readonly exitCode: number; readonly reason?: string }
    readonly running?: object
  }
}

/** A pod. */
export interface Pod {
  readonly kind: 'Pod'
  readonly metadata: Metadata
  readonly status: {
    readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'
    readonly reason?: string
    readonly message?: string
    readonly conditions?: readonly Condition[]
    readonly containerStatuses?: readonly ContainerStatus[]
    readonly initContainerStatuses?: readonly ContainerStatus[]
  }
}

/** What keeps pods running. */
export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet'
  readonly metadata: Metadata
  readonly spec: {
    readonly replicas?: number
    readonly template: {
      readonly spec: {
        readonly containers: readonly Container[]
        readonly initContainers?: readonly Container[]
      }
    }
  }
  readonly status?: {
    readonly observedGeneration?: number
    readonly updatedReplicas?: number
    readonly availableReplicas?: number
    readonly readyReplicas?: number
    readonly desiredNumberScheduled?: number
    readonly updatedNumberScheduled?: number
    readonly numberAvailable?: number
  }
}

/** A job. */
export interface Job {
  readonly kind: 'Job'
  readonly metadata: Metadata
  readonly status?: {
    readonly active?: number
    readonly succeeded?: number
    readonly failed?: number
    readonly conditions?: readonly Condition[]
  }
}

/** A node. */
export interface Node {
  readonly kind: 'Node'
  readonly metadata: Metadata
  readonly status?: { readonly conditions?: readonly Condition[] }
}

/** A namespace. */
export interface Namespace {
  readonly kind: 'Namespace'
  readonly metadata: Metadata
  readonly status?: { readonly phase?: 'Active' | 'Terminating' }
}

/** A secret; its values are base64. */
export interface Secret {
  readonly metadata: Metadata
  readonly data?: Readonly<Record<string, string>>
}

/** `namespace/name`, as messages name an object. */
export const nameOf = ({ metadata: { namespace, name } }: { metadata: Metadata }): string =>
  namespace === undefined ? name : `${namespace}/${name}`
