import { serverOf } from '../cloud/kubernetes-rules.ts'
import type { Properties } from '../engine/wire.ts'

/** What a provider instance (`new aws.Provider`, or the default one) was configured with. */
export interface InstanceConfiguration {
  readonly region: string
  readonly kubeconfig?: string
  /** ConfigMaps and Secrets are changed in place and not replaced. */
  readonly mutableConfigMaps: boolean
  readonly mutableSecrets: boolean
}

/** Reads the configuration of an instance; what is missing gets the rehearsal's own values. */
export function readConfiguration(args: Properties, region: string): InstanceConfiguration {
  const flag = (value: unknown): boolean => value === true || value === 'true'
  return {
    region: typeof args.region === 'string' ? args.region : region,
    ...kubeconfigOf(args),
    mutableConfigMaps: flag(args.enableConfigMapMutable),
    mutableSecrets: flag(args.enableSecretMutable),
  }
}

/**
 * The kubeconfig, or one that stands for it: a file on this machine, or a context of it, tells where a
 * cluster is, but a rehearsal reads nobody's files and asks no cluster.
 */
function kubeconfigOf({ kubeconfig, context }: Properties): { kubeconfig?: string } {
  if (typeof kubeconfig === 'string' && isKubeconfig(kubeconfig)) return { kubeconfig }
  const names = [kubeconfig, context].filter((name) => typeof name === 'string' && name !== '')
  if (names.length === 0) return {}
  return { kubeconfig: JSON.stringify({ clusters: [{ cluster: { server: names.join(' ') } }] }) }
}

function isKubeconfig(text: string): boolean {
  try {
    return serverOf(text) !== undefined
  } catch {
    return false
  }
}
