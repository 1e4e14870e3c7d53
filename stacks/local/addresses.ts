/** The parts of a local environment by their names in its network, each after those it waits for. */
export const LOCAL_PARTS = [
  'database',
  'object-storage',
  'tracking',
  'pipelines',
  'service',
  'alertmanager',
  'prometheus',
  'grafana',
] as const

/** A part of a local environment. */
export type LocalPart = (typeof LOCAL_PARTS)[number]

/** Where the parts reach each other: `host:port`. */
export type LocalAddresses = Readonly<Record<LocalPart | 'service-metrics', string>>

/** Addresses in the network of the containers. */
export const IN_NETWORK: LocalAddresses = {
  database: 'database:5432',
  'object-storage': 'object-storage:9000',
  tracking: 'tracking:5000',
  pipelines: 'pipelines:8080',
  alertmanager: 'alertmanager:9093',
  prometheus: 'prometheus:9090',
  grafana: 'grafana:3000',
  service: 'service:8000',
  'service-metrics': 'service:8001',
}
