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
    ...(typeof args.kubeconfig === 'string' && { kubeconfig: args.kubeconfig }),
    mutableConfigMaps: flag(args.enableConfigMapMutable),
    mutableSecrets: flag(args.enableSecretMutable),
  }
}
