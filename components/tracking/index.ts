/** MLflow on Kubernetes. */
export * from './tracking.ts'
/** Its arguments. */
export * from './tracking-args.ts'
/** What others need of it. */
export * from './tracking-ref.ts'
