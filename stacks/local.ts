import * as docker from '@pulumi/docker'
import * as pulumi from '@pulumi/pulumi'
import { IN_NETWORK } from './local/addresses.ts'
import { alertmanagerContainer } from './local/alertmanager.ts'
import type { LocalGround } from './local/container.ts'
import { DATABASES, databaseContainer, databaseSecret } from './local/database.ts'
import { grafanaContainer } from './local/grafana.ts'
import { ACCESS_KEY, BUCKETS, objectStorageContainer } from './local/object-storage.ts'
import { Passwords } from './local/passwords.ts'
import { pipelinesContainer } from './local/pipelines.ts'
import { prometheusContainer } from './local/prometheus.ts'
import { runContainer } from './local/run-container.ts'
import { institutionSecret, serviceContainer } from './local/service.ts'
import { trackingContainer } from './local/tracking.ts'
import type { LocalSettings } from './settings/settings.ts'

/** Composes an environment of containers on this machine; returns the stack's outputs. */
export function composeLocal(settings: LocalSettings): pulumi.Inputs {
  const passwords = new Passwords()
  const ground: LocalGround = { settings, at: IN_NETWORK, secret: passwords.of }
  const network = new docker.Network('network', { name: `dataspace-${settings.environment}` })
  const running = new Map<string, docker.Container>()
  const planned = [
    databaseContainer(ground),
    objectStorageContainer(ground),
    trackingContainer(ground),
    pipelinesContainer(ground),
    serviceContainer(ground),
    alertmanagerContainer(ground),
    prometheusContainer(ground),
    grafanaContainer(ground),
  ]
  for (const container of planned)
    running.set(container.part, runContainer(container, { settings, network, running }))
  return outputsOf(settings, passwords)
}

/** Where everything is, and how to get in; `pulumi stack output --show-secrets` shows the passwords. */
function outputsOf(settings: LocalSettings, { of: secret }: Passwords): pulumi.Inputs {
  const { ports } = settings
  const at = (port: number): string => `http://127.0.0.1:${port}`
  const institutions = Object.keys(settings.institutions).map((id) => [
    id,
    secret(institutionSecret(id)),
  ])
  const databases = DATABASES.map((name) => [
    name,
    pulumi.interpolate`postgresql://${name}:${secret(databaseSecret(name))}@127.0.0.1:${ports.database}/${name}`,
  ])
  return {
    environment: settings.environment,
    urls: {
      service: at(ports.service),
      metrics: `${at(ports.metrics)}/metrics`,
      tracking: at(ports.tracking),
      pipelines: at(ports.pipelines),
      prometheus: at(ports.prometheus),
      alertmanager: at(ports.alertmanager),
      grafana: at(ports.grafana),
      objectStorage: at(ports.objectStorage),
    },
    buckets: BUCKETS,
    passwords: {
      service: { user: 'admin', password: secret('administrator') },
      grafana: { user: 'admin', password: secret('grafana') },
      pipelines: { user: 'admin', password: secret('pipelines') },
      objectStorage: { user: ACCESS_KEY, password: secret('object-storage') },
      database: { user: 'postgres', password: secret('database-administrator') },
    },
    databases: Object.fromEntries(databases),
    institutionKeys: Object.fromEntries(institutions),
  }
}
