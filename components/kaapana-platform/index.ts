/** What the nodes' role needs for the data volume of `parity`. */
export { dataVolumePolicy } from './eks/data-volume-policy.ts'
/** The node group of a cluster for Kaapana. */
export * from './eks/kaapana-node-group.ts'
/** What pods of that cluster resolve by themselves. */
export { kaapanaNameRewrites } from './eks/name-rewrites.ts'
/** Kaapana, running. */
export * from './kaapana-platform.ts'
/** Its arguments and closed sets. */
export * from './kaapana-platform-args.ts'
/** Kaapana's Helm values, memory budgets and order of installation, as data. */
export * from './values/index.ts'
