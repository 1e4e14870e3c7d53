/** Security context of a controller's containers that satisfies the restricted pod standard. */
export const HARDENED_CONTAINER = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
}

/** Spreads the pods of a chart's instance over zones, as far as there are zones. */
export function spreadOverZones(instance: string): Record<string, unknown> {
  return {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { 'app.kubernetes.io/instance': instance } },
  }
}
