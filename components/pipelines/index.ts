/** Airflow on Kubernetes. */
export * from './pipelines.ts'
/** Its arguments. */
export * from './pipelines-args.ts'
