/** The readmission service on Kubernetes. */
export * from './prediction-service.ts'
/** Its arguments and closed sets. */
export * from './prediction-service-args.ts'
