/** ECR repositories and caches of public registries. */
export * from './registry.ts'
/** A repository of anyone's. */
export * from './registry-ref.ts'
/** The public registries. */
export * from './upstreams.ts'
