/** A VPC with tiers, NAT and endpoints. */
export * from './network.ts'
/** A network of anyone's. */
export * from './network-ref.ts'
