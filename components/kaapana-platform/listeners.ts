import { KaapanaRuntime } from './kaapana-platform-args.ts'
import { KAAPANA_PORTS } from './values/ports.ts'

/** The ways in: the web, its redirect, and images. */
export type ListenerName = keyof typeof KAAPANA_PORTS

/** Ports of the load balancer. */
export const LISTENERS = KAAPANA_PORTS

/** What the load balancer sends to. */
export interface ListenerTarget {
  readonly targetType: 'instance' | 'ip'
  readonly port: number
}

/** Ports of the pods: oauth2-proxy, traefik and CTP. */
const POD_PORTS: Readonly<Record<ListenerName, number>> = { https: 8443, http: 80, dicom: 11112 }

/**
 * Targets of a runtime: the instance, which opens the ports itself; on EKS the pods, registered by the
 * load-balancer controller, so that a node that is replaced needs no change and no node port is open.
 */
export const targetOf = (runtime: KaapanaRuntime, listener: ListenerName): ListenerTarget =>
  runtime === KaapanaRuntime.Eks
    ? { targetType: 'ip', port: POD_PORTS[listener] }
    : { targetType: 'instance', port: LISTENERS[listener] }
