import * as pulumi from '@pulumi/pulumi'
import { makeDatabase } from './kubernetes/database.ts'
import { makeGround } from './kubernetes/ground.ts'
import { makeMonitoring } from './kubernetes/monitoring.ts'
import { takeObjectStorage } from './kubernetes/object-storage.ts'
import { makePipelines } from './kubernetes/pipelines.ts'
import { makeService } from './kubernetes/service.ts'
import { SERVICE_SECRETS } from './kubernetes/service-secrets.ts'
import { takeSignIn } from './kubernetes/sign-in.ts'
import { makeTracking } from './kubernetes/tracking.ts'
import type { KubernetesSettings } from './settings/settings.ts'

/** Composes an environment on a cluster that exists, from a kubeconfig alone; returns the outputs. */
export function composeKubernetes(settings: KubernetesSettings): pulumi.Inputs {
  const ground = makeGround(settings)
  const database = makeDatabase(ground)
  const storage = takeObjectStorage(ground)
  const signIn = takeSignIn(ground)
  const monitoring = makeMonitoring(ground, signIn)
  const tracking = makeTracking(ground, { database, storage, signIn })
  const { ingress } = settings.kubernetes
  const service = makeService(ground, {
    ...{ database, monitoring, tracking },
    signIn: signIn?.ref,
    hostNames: {
      Grafana: ingress.monitoring,
      MLflow: ingress.tracking,
      Airflow: ingress.pipelines,
    },
  })
  const pipelines = makePipelines(ground, {
    ...{ database, storage, signIn },
    ...{ tracking, service },
  })
  const server = database('dataspace')
  return {
    environment: settings.environment,
    database: { host: server.host, port: server.port, databaseName: server.databaseName },
    serviceUrl: service.service.url,
    serviceSecret: pulumi.interpolate`${service.service.namespace}/${SERVICE_SECRETS}`,
    ...(tracking !== undefined && { trackingUrl: tracking.url }),
    ...(pipelines !== undefined && { pipelinesUrl: pipelines.url }),
    ...(monitoring !== undefined && { grafanaUrl: monitoring.grafanaUrl }),
    urls: urlsOf(settings),
  }
}

/** Addresses by what is reached there; empty without host names. */
function urlsOf({ service, kubernetes }: KubernetesSettings): Record<string, string> {
  const { tracking, pipelines, monitoring } = kubernetes.ingress
  const hosts = Object.entries({ service: service.hostName, tracking, pipelines, monitoring })
  return Object.fromEntries(
    hosts.flatMap(([name, host]) => (host === undefined ? [] : [[name, `https://${host}`]])),
  )
}
