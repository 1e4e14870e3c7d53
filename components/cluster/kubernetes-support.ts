import type { KubernetesVersion } from '../versions.ts'

/** Whether AWS patches a Kubernetes version at the standard price on a day. */
export function isInStandardSupport(version: KubernetesVersion, on: Date): boolean {
  return on.toISOString().slice(0, 10) <= version.endOfStandardSupport
}
