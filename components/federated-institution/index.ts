/** One hospital's part in federated training. */
export * from './federated-institution.ts'
export * from './federated-institution-args.ts'
