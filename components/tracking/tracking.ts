import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { selectorOf } from '../kubernetes-labels.ts'
import {
  fingerprint,
  type Ground,
  type KeptSecret,
  makeConfigMap,
  makeNamespace,
  makePolicies,
  makeSecret,
} from '../namespace/restricted-namespace.ts'
import { oneAtATime, scaling } from '../namespace/restricted-pod.ts'
import { credentialsFile, storageStatements } from '../object-storage-access.ts'
import { serviceFile } from '../postgres-access.ts'
import { grantPodIdentity, podsOf } from '../workload-identity/pod-identity.ts'
import type { TrackingArgs } from './tracking-args.ts'
import {
  planTracking,
  TRACKING_PORT,
  type TrackingPlan,
  trackingPolicies,
} from './tracking-plan.ts'
import {
  migrationPod,
  serverPod,
  type TrackingPodParts,
  trackingVariables,
} from './tracking-pod.ts'

/**
 * MLflow on a Kubernetes cluster: runs, registered models and their aliases in PostgreSQL, artifacts
 * in object storage, reached through the server alone. It has no sign-in of its own and so no public
 * address: people come through a `SignInProxy`, programs of the named namespaces directly.
 *
 * Makes: Namespace, ServiceAccount, NetworkPolicies, Secret, ConfigMaps, a Job that migrates the
 * database before each roll-out of another image, Deployment of three, Service,
 * HorizontalPodAutoscaler, PodDisruptionBudget.
 * With `aws`: a role for the pods that reaches its part of the bucket alone.
 *
 * Cost: none beyond the nodes it runs on (750m CPU, 1.5 GiB requested) and its storage.
 *
 * It makes no database, bucket, ingress or proxy. Network policies need a network plugin that
 * enforces them.
 *
 * @example
 * ```ts
 * new Tracking('tracking', {
 *   ownership: { owner: 'ml-platform', environment: 'prod' },
 *   image: { reference: 'registry.example/mlflow@sha256:…' },
 *   database: roles.access('mlflow', [{ cidr: '10.20.128.0/20' }]),
 *   artifacts: { region: 'eu-central-1', bucket: lake.bucketName, prefix: 'mlflow' },
 *   aws: { cluster },
 *   callers: [{ namespace: 'readmission' }, { namespace: 'pipelines' }],
 * }, { provider: clusterProvider })
 * ```
 */
export class Tracking extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>
  /** Name of the Service, port 5000. */
  readonly serviceName: pulumi.Output<string>
  /** Address within the cluster, `http://<service>.<namespace>.svc:5000`. */
  readonly url: pulumi.Output<string>
  /** ARN of the pods' role; empty on a cluster without AWS. */
  readonly roleArn: pulumi.Output<string>

  constructor(name: string, args: TrackingArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planTracking(name, args)
    super('dataspace:index:Tracking', name, {}, opts)
    const ground = makeNamespace(name, { ...plan, ownership: args.ownership }, this)
    const selector = { ...selectorOf(plan.labels), 'app.kubernetes.io/component': 'server' }
    const guards = makePolicies(ground, trackingPolicies(args, selector))
    const identity = makeIdentity(ground, args, plan)
    const secret = makeSecret(ground, { role: 'access', data: secretData(args) })
    const pods = podParts(ground, { args, plan, secret, selector })
    const migration = makeMigration(ground, pods, [...guards, ...identity.ready])
    const service = makeServer(ground, { pods, secret, migration })
    this.namespace = ground.namespace
    this.serviceName = service.metadata.name
    this.url = pulumi.interpolate`http://${this.serviceName}.${this.namespace}.svc:${TRACKING_PORT}`
    this.roleArn = identity.roleArn
    this.registerOutputs({
      namespace: this.namespace,
      serviceName: this.serviceName,
      url: this.url,
      roleArn: this.roleArn,
    })
  }
}

/** The pods' role on AWS; nothing elsewhere. */
function makeIdentity(ground: Ground, args: TrackingArgs, plan: TrackingPlan) {
  const { name, parent } = ground
  if (args.aws === undefined) return { roleArn: pulumi.output(''), ready: [] }
  const { ready, role } = grantPodIdentity(
    `${name}-pods`,
    {
      subject: podsOf(args.aws.cluster, plan.namespace, name),
      ownership: args.ownership,
      statements: storageStatements(args.artifacts, { write: true }),
    },
    { parent },
  )
  return { roleArn: role.arn, ready }
}

const secretData = ({ database, artifacts: { credentials } }: TrackingArgs) => ({
  'pg_service.conf': serviceFile(database),
  ...(credentials !== undefined && { 'aws-credentials': credentialsFile(credentials) }),
})

function podParts(
  ground: Ground,
  of: Pick<TrackingPodParts, 'args' | 'plan' | 'selector'> & { secret: KeptSecret },
): TrackingPodParts {
  const { name, metadata, inside } = ground
  const account = new k8s.core.v1.ServiceAccount(
    name,
    { metadata: metadata(name), automountServiceAccountToken: false },
    inside,
  )
  const { certificates } = of.args.database
  return {
    ...of,
    serviceAccount: account.metadata.name,
    secret: of.secret.name,
    settings: makeConfigMap(ground, 'settings', trackingVariables(of.args, of.plan)),
    certificates:
      certificates === undefined
        ? undefined
        : makeConfigMap(ground, 'database-ca', { 'ca.pem': certificates }),
  }
}

function makeMigration(
  { name, metadata, inside }: Ground,
  pods: TrackingPodParts,
  dependsOn: pulumi.Resource[],
): k8s.batch.v1.Job {
  const own = metadata(name)
  const content = fingerprint([pods.args.image.reference, pods.settings])
  const labels = { ...own.labels, 'app.kubernetes.io/component': 'migration' }
  return new k8s.batch.v1.Job(
    `${name}-migrate`,
    {
      metadata: { ...own, name: pulumi.interpolate`${name}-migrate-${content}` },
      spec: {
        backoffLimit: 4,
        activeDeadlineSeconds: 1800,
        template: { metadata: { labels }, spec: migrationPod(pods) },
      },
    },
    { ...inside, dependsOn, customTimeouts: { create: '35m' } },
  )
}

function makeServer(
  { name, metadata, inside }: Ground,
  of: { pods: TrackingPodParts; secret: KeptSecret; migration: pulumi.Resource },
): k8s.core.v1.Service {
  const { selector, plan } = of.pods
  const own = metadata(name)
  new k8s.policy.v1.PodDisruptionBudget(name, { metadata: own, spec: oneAtATime(selector) }, inside)
  const deployment = new k8s.apps.v1.Deployment(
    name,
    {
      metadata: own,
      spec: {
        // No `replicas`: they are the autoscaler's, which starts at its minimum.
        selector: { matchLabels: selector },
        strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        revisionHistoryLimit: 3,
        template: {
          metadata: {
            labels: { ...own.labels, ...selector },
            annotations: { 'dataspace/secret': of.secret.fingerprint },
          },
          spec: serverPod(of.pods),
        },
      },
    },
    { ...inside, dependsOn: [of.migration] },
  )
  new k8s.autoscaling.v2.HorizontalPodAutoscaler(
    name,
    { metadata: own, spec: scaling(name, plan.replicas) },
    { ...inside, dependsOn: [deployment] },
  )
  const ports = [{ name: 'http', port: TRACKING_PORT, targetPort: 'http' }]
  return new k8s.core.v1.Service(
    name,
    { metadata: own, spec: { type: 'ClusterIP', selector, ports } },
    { ...inside, dependsOn: [deployment] },
  )
}
