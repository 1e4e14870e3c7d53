import { computeOf } from '../namespace/restricted-pod.ts'
import type { MonitoringProbe } from './monitoring-args.ts'

/** Name of the prober's Helm release and of its objects. */
export const PROBER = 'prober'

/**
 * Values of the chart prometheus-blackbox-exporter 11: each address is asked every minute, and how long
 * its certificate lasts is read with it.
 */
export function proberValues(probes: readonly MonitoringProbe[]): Record<string, unknown> {
  return {
    fullnameOverride: PROBER,
    resources: computeOf({
      cpuRequest: '10m',
      memoryRequest: '32Mi',
      cpuLimit: '100m',
      memoryLimit: '64Mi',
    }),
    podSecurityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    config: { modules: { http_2xx: MODULE } },
    serviceMonitor: {
      enabled: true,
      defaults: { interval: '60s', scrapeTimeout: '20s', module: 'http_2xx' },
      targets: probes.map(({ name, url }) => ({ name, url })),
    },
  }
}

const MODULE = {
  prober: 'http',
  timeout: '10s',
  http: {
    valid_http_versions: ['HTTP/1.1', 'HTTP/2.0'],
    // A sign-in page behind a redirect is an answer of somebody else.
    follow_redirects: false,
    preferred_ip_protocol: 'ip4',
  },
}
