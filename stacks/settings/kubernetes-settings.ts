import { z } from 'zod'
import { cidr, cpuQuantity, dnsName, memoryQuantity } from './forms.ts'
import { flag, label, listOf, text, wholeNumber } from './leaves.ts'

/** A name of an object in a cluster. */
const objectName = (what: string, example: string) =>
  text(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/, `a name of ${what}`, example)

const namespace = (example: string) => objectName('a namespace', example)

/** Name of a Secret that exists, with its namespace. */
const existingSecret = (example: string) =>
  text(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\/[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/,
    'an existing Secret as <namespace>/<name>',
    example,
  )

const address = (example: string) =>
  text(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'an address, http(s)://<host>[:<port>]', example)

const httpsAddress = (example: string) =>
  text(/^https:\/\/[\w.:-]+(\/[\w./~-]*)?$/, 'an https address without user and query', example)

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

const inCluster = z.strictObject({
  instances: wholeNumber(1, 9, 3)
    .default(3)
    .describe('Servers: one writes, the others follow it and take over.'),
  storageGib: wholeNumber(1, 65536, 20)
    .default(20)
    .describe('Disk of each server, in GiB; it can grow, never shrink.'),
  cpuRequest: cpuQuantity().default('250m').describe('Processor time kept free for a server.'),
  memoryRequest: memoryQuantity().default('256Mi').describe('Memory kept free for a server.'),
  cpuLimit: cpuQuantity().default('1').describe('Most processor time of a server.'),
  memoryLimit: memoryQuantity().default('1Gi').describe('Most memory of a server.'),
  operator: flag()
    .default(true)
    .describe('Install the CloudNativePG operator; false where the cluster has it already.'),
  operatorNamespace: namespace('cnpg-system')
    .default('cnpg-system')
    .describe('Namespace of the operator.'),
})

const external = z
  .strictObject({
    host: dnsName('postgres.hospital.example').describe('Host name of the writer.'),
    port: wholeNumber(1, 65535, 5432).default(5432).describe('Port.'),
    cidrs: listOf(cidr('192.0.2.10/32'), 20, 1).describe(
      'Addresses of the server, which alone the pods may reach.',
    ),
    passwordsSecret: existingSecret('platform/postgres-passwords').describe(
      'Secret with the password of each role: dataspace and, with the tools, mlflow and airflow. ' +
        'Each owns the database of its name.',
    ),
    certificates: text(
      /^-----BEGIN CERTIFICATE-----[\s\S]*-----END CERTIFICATE-----\s*$/,
      'certificates as PEM',
      '-----BEGIN CERTIFICATE-----…-----END CERTIFICATE-----',
    ).describe('Authorities by which certificate and name of the server are checked.'),
  })
  .describe('PostgreSQL that exists, instead of servers in the cluster.')

const objectStorage = z.strictObject({
  endpoint: address('https://objects.hospital.example')
    .optional()
    .describe('Address of S3-compatible storage. Required with MLflow and Airflow.'),
  region: text(/^[a-z0-9-]{1,32}$/, 'a region as the storage names it', 'us-east-1')
    .default('us-east-1')
    .describe('Region, as the storage names it.'),
  bucket: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket', 'dataspace')
    .optional()
    .describe('Bucket that exists; each tool has a prefix of it. Required with the endpoint.'),
  credentialsSecret: existingSecret('platform/object-storage')
    .optional()
    .describe('Secret with `access-key-id` and `secret-access-key`. Required with the endpoint.'),
  cidrs: listOf(cidr('192.0.2.20/32'), 20)
    .default([])
    .describe('Addresses of the storage. Empty, and without a namespace: any address.'),
  namespace: namespace('objects')
    .optional()
    .describe('Namespace of the storage, where it is in the same cluster.'),
})

const ingress = z.strictObject({
  className: objectName('an ingress class', 'nginx')
    .optional()
    .describe('Class of the ingresses. Without it nothing is reachable from outside.'),
  namespace: namespace('ingress-nginx')
    .default('ingress-nginx')
    .describe('Namespace of the ingress controller, which alone may call.'),
  clusterIssuer: objectName('a ClusterIssuer', 'letsencrypt')
    .optional()
    .describe("cert-manager's issuer of the certificates."),
  certificateSecret: objectName('a Secret', 'dataspace-tls')
    .default('dataspace-tls')
    .describe(
      "Secret with the certificate, in each tool's namespace; cert-manager makes it, else you do.",
    ),
  tracking: dnsName('mlflow.hospital.example')
    .optional()
    .describe('Host name of MLflow, behind the sign-in.'),
  pipelines: dnsName('airflow.hospital.example')
    .optional()
    .describe('Host name of Airflow, with its own sign-in.'),
  monitoring: dnsName('grafana.hospital.example')
    .optional()
    .describe('Host name of Grafana, with its own sign-in.'),
})

const signIn = z
  .strictObject({
    issuer: httpsAddress('https://sso.hospital.example/realms/hospital').describe(
      'OpenID Connect issuer.',
    ),
    clientId: text(/^[\w.:-]{1,128}$/, 'one word', 'dataspace').describe(
      'Client of the tools at the provider.',
    ),
    clientSecret: existingSecret('platform/sign-in').describe(
      'Secret with `client-secret` of that client.',
    ),
    allowedGroups: listOf(label('ml-team'), 20, 1).describe('Groups that may come in.'),
    adminGroups: listOf(label('ml-admins'), 20)
      .default([])
      .describe('Of these, the groups that administer Airflow and Grafana.'),
    proxyImage: text(
      /^[a-z0-9.-]+(:\d+)?\/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/,
      'an image by digest, <registry>/<repository>@sha256:<64 hexadecimal digits>',
      `quay.io/oauth2-proxy/oauth2-proxy@sha256:${'0123456789abcdef'.repeat(4)}`,
    )
      .optional()
      .describe('Image of oauth2-proxy before MLflow. Required with `ingress.tracking`.'),
  })
  .describe('How people sign in to the tools.')

const alerts = z.strictObject({
  webhook: httpsAddress('https://alerts.hospital.example/dataspace')
    .optional()
    .describe('Address that alerts are posted to. Without one they are seen in Alertmanager.'),
  webhookSecret: existingSecret('platform/alerts')
    .optional()
    .describe('Secret with the address as `url`, where the address is a secret itself.'),
})

/** Settings of an environment on a cluster that exists, for `kind: kubernetes` alone. */
export const kubernetesSettings = z.strictObject({
  context: text(/^[\w@:./-]{1,253}$/, 'a context of the kubeconfig', 'hospital')
    .optional()
    .describe('Context of the kubeconfig. Required, unless `kubeconfig` is a secret of the stack.'),
  kubeconfigPath: text(/^\S(.{0,4000}\S)?$/, 'a path of a file', '/home/me/.kube/hospital')
    .optional()
    .describe("The kubeconfig's file. Default: as kubectl finds it."),
  nodeCidrs: listOf(cidr('10.0.0.0/8'), 20, 1)
    .default(PRIVATE)
    .describe('Addresses of the nodes, where Prometheus scrapes them.'),
  storageClass: objectName('a storage class', 'fast')
    .optional()
    .describe("Storage class of all disks. Default: the cluster's."),
  spreadZones: flag()
    .default(false)
    .describe('Spread pods over zones; the nodes need the label topology.kubernetes.io/zone.'),
  postgres: z
    .strictObject({
      inCluster: inCluster.prefault({}).describe('Servers in the cluster, by CloudNativePG.'),
      external: external.optional(),
    })
    .prefault({})
    .describe('PostgreSQL.'),
  objectStorage: objectStorage.prefault({}).describe('S3-compatible storage.'),
  ingress: ingress.prefault({}).describe('How the environment is reached.'),
  signIn: signIn.optional(),
  alerts: alerts.prefault({}).describe('Where alerts go.'),
})

/** A kubeconfig, kept encrypted by Pulumi, for machines that have no file. */
export const kubeconfigSetting = text(/\S/, 'a kubeconfig, kept encrypted', 'apiVersion: v1')
