import { z } from 'zod'
import { dnsName } from './forms.ts'
import { flag, text, wholeNumber } from './leaves.ts'

/** An image that is built elsewhere, by digest. */
export const prebuilt = () =>
  text(
    /^[a-z0-9.-]+(:\d+)?\/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/,
    'an image by digest, <registry>/<repository>@sha256:<64 hexadecimal digits>',
    `ghcr.io/hospital/image@sha256:${'0123456789abcdef'.repeat(4)}`,
  ).optional()

/** Host name of a tool. */
const hostName = (example: string) =>
  dnsName(example)
    .optional()
    .describe(
      'Name in `edge.domain` that people reach it by, with `signIn`. Without it: port-forward.',
    )

/** Settings of MLflow. */
export const trackingSettings = z.strictObject({
  enabled: flag()
    .default(false)
    .describe('MLflow in the cluster: runs, models, and the champion that the service serves.'),
  hostName: hostName('mlflow.dataspace.hospital.example'),
  image: prebuilt().describe(
    'An image of MLflow that is built elsewhere. Without it, it is built.',
  ),
  replicas: wholeNumber(1, 10, 3)
    .default(3)
    .describe('Least number of pods, one a zone; under load there are up to twice as many.'),
})

/** Settings of Airflow. */
export const pipelinesSettings = z.strictObject({
  enabled: flag()
    .default(false)
    .describe('Airflow in the cluster, which retrains and watches drift on schedule.'),
  hostName: hostName('airflow.dataspace.hospital.example'),
  image: prebuilt().describe('An image of Airflow with the DAGs. Without it, it is built.'),
  taskImage: prebuilt().describe('An image that tasks run in. Without it, it is built.'),
  workspaceGib: wholeNumber(5, 16384, 20)
    .default(20)
    .describe('Disk that the stages of a run hand files on by, in GiB.'),
})

/** Settings of Prometheus, Alertmanager and Grafana in the cluster. */
export const monitoringSettings = z.strictObject({
  enabled: flag()
    .default(false)
    .describe('Prometheus, Alertmanager and Grafana in the cluster, with alerts and dashboards.'),
  hostName: hostName('grafana.dataspace.hospital.example'),
  retentionDays: wholeNumber(1, 3650, 30).default(30).describe('Days that metrics are kept.'),
  storageGib: wholeNumber(5, 16384, 50).default(50).describe('Disk of each Prometheus, in GiB.'),
  replicas: wholeNumber(1, 2, 1)
    .default(1)
    .describe('Prometheus and Alertmanager, of each; two survive the loss of a node.'),
})
