/** An EKS cluster with nodes and add-ons. */
export * from './cluster.ts'
/** Its arguments and closed sets. */
export * from './cluster-args.ts'
/** Providers and kubeconfigs of any cluster. */
export * from './cluster-provider.ts'
/** A cluster of anyone's. */
export * from './cluster-ref.ts'
/** Storage classes and controllers in a cluster. */
export * from './cluster-services.ts'
/** Groups of nodes. */
export * from './node-group-args.ts'
