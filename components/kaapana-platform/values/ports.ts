import { KaapanaRuntime } from '../kaapana-platform-args.ts'

/** Ports that people and modalities use; links that Kaapana makes contain the first. */
export const KAAPANA_PORTS = { https: 443, http: 80, dicom: 11112 } as const

/**
 * Ports of the nodes that the load balancer sends to, by runtime. MicroK8s opens the wanted ports
 * themselves. EKS has the range 30000–32767 alone; the charts as packaged for EKS take these by
 * `global.<name>_node_port`.
 */
export const NODE_PORTS: Readonly<
  Record<KaapanaRuntime, Readonly<Record<keyof typeof KAAPANA_PORTS, number>>>
> = {
  [KaapanaRuntime.MicroK8s]: KAAPANA_PORTS,
  [KaapanaRuntime.Eks]: { https: 31443, http: 31080, dicom: 31112 },
}
