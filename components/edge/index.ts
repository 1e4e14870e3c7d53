/** DNS, certificate, load balancer and firewall. */
export * from './edge.ts'
/** Its arguments and closed sets. */
export * from './edge-args.ts'
