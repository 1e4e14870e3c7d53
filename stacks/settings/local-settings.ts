import { z } from 'zod'
import { LOCAL_IMAGES } from '../local/images.ts'
import { memoryQuantity } from './forms.ts'
import { choice, flag, text, wholeNumber } from './leaves.ts'

const port = (preset: number) => wholeNumber(1024, 65535, preset).default(preset)

const ports = z.strictObject({
  database: port(5432).describe('Port of PostgreSQL.'),
  tracking: port(5000).describe('Port of MLflow.'),
  pipelines: port(8080).describe('Port of Airflow.'),
  prometheus: port(9090).describe('Port of Prometheus.'),
  grafana: port(3000).describe('Port of Grafana.'),
  alertmanager: port(9093).describe('Port of Alertmanager.'),
  objectStorage: port(9000).describe('Port of the S3 server.'),
  service: port(8000).describe("Port of the prediction service's API."),
  metrics: port(8001).describe("Port of the prediction service's metrics."),
})

const image = (preset: string) =>
  text(
    /^[a-z0-9.-]+(:\d+)?\/[a-z0-9._/-]+(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$/,
    'an image with its registry, by tag or digest',
    preset,
  )
    .refine((reference) => !reference.endsWith(':latest'))
    .default(preset)

const images = z.strictObject({
  database: image(LOCAL_IMAGES.database).describe('Image of PostgreSQL.'),
  prometheus: image(LOCAL_IMAGES.prometheus).describe('Image of Prometheus.'),
  alertmanager: image(LOCAL_IMAGES.alertmanager).describe('Image of Alertmanager.'),
  grafana: image(LOCAL_IMAGES.grafana).describe('Image of Grafana.'),
  objectStorage: image(LOCAL_IMAGES.objectStorage).describe('Image of the S3 server, versitygw.'),
})

const memory = z.strictObject({
  database: memoryQuantity().default('512Mi').describe('Most memory of PostgreSQL.'),
  tracking: memoryQuantity().default('1Gi').describe('Most memory of MLflow.'),
  pipelines: memoryQuantity().default('4Gi').describe('Most memory of Airflow and its tasks.'),
  prometheus: memoryQuantity().default('512Mi').describe('Most memory of Prometheus.'),
  grafana: memoryQuantity().default('512Mi').describe('Most memory of Grafana.'),
  alertmanager: memoryQuantity().default('128Mi').describe('Most memory of Alertmanager.'),
  objectStorage: memoryQuantity().default('256Mi').describe('Most memory of the S3 server.'),
  service: memoryQuantity().default('512Mi').describe('Most memory of the prediction service.'),
})

/** Settings of the containers on one machine, for `kind: local` alone. */
export const localSettings = z.strictObject({
  address: choice(['127.0.0.1', '0.0.0.0'])
    .default('127.0.0.1')
    .describe('Who reaches the ports: this machine alone, or with 0.0.0.0 whoever reaches it.'),
  ports: ports.prefault({}).describe('Ports on this machine.'),
  memory: memory.prefault({}).describe('Most memory of each container.'),
  images: images.prefault({}).describe('Images that are pulled.'),
  keepImages: flag()
    .default(false)
    .describe('`pulumi destroy` leaves pulled and built images on this machine.'),
  metricsDays: wholeNumber(1, 365, 15).default(15).describe('Days that Prometheus keeps metrics.'),
})
