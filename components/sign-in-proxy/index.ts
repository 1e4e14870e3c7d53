/** Single sign-on before a tool that has none. */
export * from './sign-in-proxy.ts'
/** Its arguments. */
export * from './sign-in-proxy-args.ts'
/** An application at a provider. */
export * from './sign-in-ref.ts'
