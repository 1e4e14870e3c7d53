import { createHash } from 'node:crypto'
import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { labelsOf, selectorOf } from '../kubernetes-labels.ts'
import {
  databaseVariables,
  hasCertificates,
  serviceVariables,
  type Variables,
} from './environment.ts'
import { networkPolicies } from './network-policies.ts'
import { type PredictionPlan, planPredictionService } from './plan.ts'
import { migrationPod, PORTS, type PodParts, servicePod } from './pod.ts'
import type { PredictionServiceArgs } from './prediction-service-args.ts'
import { autoscaling, limits, quota } from './scaling.ts'
import { type SecretVolumes, type Site, secretVolumes } from './secret-volumes.ts'

/** ARNs in Secrets Manager; all empty on a cluster without AWS. */
export interface PredictionSecretArns {
  /** Token key, audit key and first administrator. */
  service: string
  /** API keys by institution id. */
  institutions: Record<string, string>
}

/**
 * The readmission service on a Kubernetes cluster: a namespace of its own with a Deployment of 3–10
 * replicas behind a ClusterIP Service, scaled by CPU and memory, spread over zones, closed to the
 * network but for what the arguments name. Secrets reach it as files. The database is migrated by a
 * Job before each roll-out of another image.
 *
 * Makes: Namespace, LimitRange, ResourceQuota, ServiceAccount, NetworkPolicies, ConfigMaps, Job,
 * Deployment, Service, HorizontalPodAutoscaler, PodDisruptionBudget, and with monitoring a
 * ServiceMonitor. With `aws`: secrets with random values in Secrets Manager, two
 * SecretProviderClasses, and a role for the pods that reads these secrets alone.
 *
 * Cost a month: 0.40 USD a secret, so 1.60 USD with three institutions (AWS's list price of Secrets
 * Manager); replicas use the cluster's nodes.
 *
 * It makes no ingress (see Edge), no database, and installs no controller: network policies need a
 * network plugin that enforces them, the HorizontalPodAutoscaler needs the metrics server, and `aws`
 * needs the Secrets Store CSI driver with the AWS provider.
 *
 * @example
 * ```ts
 * new PredictionService('readmission', {
 *   ownership: { owner: 'ml-platform', environment: 'prod' },
 *   image: { reference: 'registry.example/service@sha256:…' },
 *   institutions: [{ id: 'ukhd', name: 'Heidelberg University Hospital', location: 'Heidelberg' }],
 *   database,
 *   databasePeers: [{ cidr: '10.20.128.0/20' }],
 *   aws: { cluster, region: 'eu-central-1', accountId: '111122223333', key },
 *   callers: [{ cidr: '10.20.0.0/18' }],
 * }, { provider: clusterProvider })
 * ```
 */
export class PredictionService extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>
  /** Name of the Service, port 8000. */
  readonly serviceName: pulumi.Output<string>
  readonly serviceAccountName: pulumi.Output<string>
  /** Address within the cluster, `http://<service>.<namespace>.svc:8000`. */
  readonly url: pulumi.Output<string>
  /** ARN of the pods' role; empty on a cluster without AWS. */
  readonly roleArn: pulumi.Output<string>
  readonly secretArns: pulumi.Output<PredictionSecretArns>

  constructor(name: string, args: PredictionServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planPredictionService(name, args)
    super('dataspace:index:PredictionService', name, {}, opts)
    const namespace = makeNamespace({ name, args, plan, parent: this })
    const site = siteOf({ name, args, plan, parent: this }, namespace)
    const account = makeAccount(site)
    const guards = [...makeLimits(site), ...makePolicies(site)]
    const secrets = secretVolumes(site)
    const pods = podParts(site, secrets, account)
    const before = [...guards, ...secrets.ready]
    const migration = makeMigration(site, pods, before)
    const deployment = makeDeployment(site, pods, [...before, migration])
    const service = makeService(site, deployment)
    this.namespace = namespace.metadata.name
    this.serviceName = service.metadata.name
    this.serviceAccountName = account.metadata.name
    this.url = pulumi.interpolate`http://${this.serviceName}.${this.namespace}.svc:${PORTS.http}`
    this.roleArn = secrets.aws?.roleArn ?? pulumi.output('')
    this.secretArns = pulumi.output({
      service: secrets.aws?.secrets.service ?? '',
      institutions: secrets.aws?.secrets.institutions ?? {},
    })
    this.registerOutputs({
      namespace: this.namespace,
      serviceName: this.serviceName,
      serviceAccountName: this.serviceAccountName,
      url: this.url,
      roleArn: this.roleArn,
      secretArns: this.secretArns,
    })
  }
}

type Ground = Pick<Site, 'name' | 'args' | 'plan' | 'parent'>

function makeNamespace({ name, args, plan, parent }: Ground): k8s.core.v1.Namespace {
  const levels = ['enforce', 'warn', 'audit'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    // The rules of the cluster's own version: an upgrade brings their newest.
    [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
  ])
  const labels: Record<string, string> = {
    ...labelsOf(args.ownership, plan.labels),
    ...(Object.fromEntries(levels) as Record<string, string>),
    ...(args.readinessGates === true && { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' }),
  }
  const metadata = { name: plan.namespace, labels }
  return new k8s.core.v1.Namespace(name, { metadata }, { parent })
}

function siteOf(ground: Ground, namespace: k8s.core.v1.Namespace): Site {
  const labels = labelsOf(ground.args.ownership, ground.plan.labels)
  return {
    ...ground,
    metadata: (name) => ({ name, namespace: namespace.metadata.name, labels }),
    // Goes with its namespace: a teardown has one deletion to wait for.
    inside: { parent: ground.parent, deletedWith: namespace },
  }
}

function makeAccount({ name, metadata, inside }: Site): k8s.core.v1.ServiceAccount {
  return new k8s.core.v1.ServiceAccount(
    name,
    { metadata: metadata(name), automountServiceAccountToken: false },
    inside,
  )
}

function makeLimits({ name, plan, metadata, inside }: Site): pulumi.Resource[] {
  const range = { metadata: metadata(name), spec: { limits: limits(plan) } }
  const most = { metadata: metadata(name), spec: { hard: quota(plan) } }
  return [
    new k8s.core.v1.LimitRange(name, range, inside),
    new k8s.core.v1.ResourceQuota(name, most, inside),
  ]
}

function makePolicies({ name, args, plan, metadata, inside }: Site): pulumi.Resource[] {
  const policies = networkPolicies(args, podSelector(plan, 'api'))
  return Object.entries(policies).map(
    ([role, spec]) =>
      new k8s.networking.v1.NetworkPolicy(
        `${name}-${role}`,
        { metadata: metadata(`${name}-${role}`), spec },
        inside,
      ),
  )
}

/** Labels of the service's pods (`api`) or of the migration's (`migration`). */
const podSelector = ({ labels }: PredictionPlan, part: string): Record<string, string> => ({
  ...selectorOf(labels),
  'app.kubernetes.io/component': part,
})

function podParts(
  site: Site,
  secrets: SecretVolumes,
  account: k8s.core.v1.ServiceAccount,
): PodParts {
  const { args, plan } = site
  const certificates = { 'ca.pem': args.databaseCertificates ?? '' }
  return {
    plan,
    image: args.image.reference,
    serviceAccount: account.metadata.name,
    settings: configMap(site, 'settings', serviceVariables(args, plan.files)),
    secrets,
    certificates: hasCertificates(args) ? configMap(site, 'database-ca', certificates) : undefined,
    carriedPlan: carriedPlan(site),
    selector: podSelector(plan, 'api'),
  }
}

function carriedPlan(site: Site): pulumi.Output<string> | undefined {
  const { plan } = site.args
  if (plan === undefined) return undefined
  return configMap(site, 'plan', { 'plan.svg': plan.picture, 'plan.json': plan.summary })
}

/**
 * A ConfigMap named after its content: another content is another object, so replicas of the last
 * release keep theirs, and a change rolls the Deployment.
 */
function configMap(site: Site, role: string, data: Variables): pulumi.Output<string> {
  const { name, metadata, inside } = site
  const full = pulumi.interpolate`${name}-${role}-${fingerprint(data)}`
  return new k8s.core.v1.ConfigMap(
    `${name}-${role}`,
    { metadata: { ...metadata(name), name: full }, data, immutable: true },
    inside,
  ).metadata.name
}

const fingerprint = (value: unknown): pulumi.Output<string> =>
  pulumi
    .jsonStringify(value)
    .apply((text) => createHash('sha256').update(text).digest('hex').slice(0, 10))

function makeMigration(site: Site, pods: PodParts, dependsOn: pulumi.Resource[]): k8s.batch.v1.Job {
  const { name, args, plan, metadata, inside } = site
  const variables = databaseVariables(args, plan.files)
  const spec = migrationPod(pods, variables)
  const job = pulumi.interpolate`${name}-migrate-${fingerprint([pods.image, variables])}`
  const { labels = {} } = metadata(name)
  return new k8s.batch.v1.Job(
    `${name}-migrate`,
    {
      metadata: { ...metadata(name), name: job },
      spec: {
        backoffLimit: 4,
        activeDeadlineSeconds: 3600,
        // 2 says that the settings are wrong: another try would not help.
        podFailurePolicy: {
          rules: [
            { action: 'FailJob', onExitCodes: { operator: 'In', values: [2] } },
            { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          ],
        },
        template: {
          metadata: { labels: { ...labels, ...podSelector(plan, 'migration') } },
          spec,
        },
      },
    },
    { ...inside, dependsOn, customTimeouts: { create: '70m' } },
  )
}

function makeDeployment(
  site: Site,
  pods: PodParts,
  dependsOn: pulumi.Resource[],
): k8s.apps.v1.Deployment {
  const { name, args, plan, metadata, inside } = site
  const labels = { ...labelsOf(args.ownership, plan.labels), ...pods.selector }
  // Another generation of a secret rolls the pods, which read their files at the start.
  const { generations } = args.aws ?? {}
  const annotations =
    generations === undefined ? {} : { 'dataspace/secret-generations': JSON.stringify(generations) }
  return new k8s.apps.v1.Deployment(
    name,
    {
      metadata: metadata(name),
      spec: {
        // No `replicas`: they are the autoscaler's, which starts at its minimum.
        selector: { matchLabels: pods.selector },
        strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        revisionHistoryLimit: 3,
        template: { metadata: { labels, annotations }, spec: servicePod(pods) },
      },
    },
    { ...inside, dependsOn },
  )
}

function makeService(site: Site, deployment: k8s.apps.v1.Deployment): k8s.core.v1.Service {
  const { name, args, plan, metadata, inside } = site
  const selector = podSelector(plan, 'api')
  const budget = { selector: { matchLabels: selector }, maxUnavailable: 1 }
  new k8s.policy.v1.PodDisruptionBudget(
    name,
    {
      metadata: metadata(name),
      // A replica that is not ready serves nobody: it must not hold up a drain.
      spec: { ...budget, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    },
    inside,
  )
  new k8s.autoscaling.v2.HorizontalPodAutoscaler(
    name,
    { metadata: metadata(name), spec: autoscaling(plan, name) },
    { ...inside, dependsOn: [deployment] },
  )
  const ports = Object.entries(PORTS).map(([port, number]) => ({
    name: port,
    port: number,
    targetPort: port,
  }))
  const service = new k8s.core.v1.Service(
    name,
    { metadata: metadata(name), spec: { type: 'ClusterIP', selector, ports } },
    { ...inside, dependsOn: [deployment] },
  )
  if (args.monitoring?.serviceMonitor ?? args.monitoring !== undefined) makeMonitor(site)
  return service
}

function makeMonitor({ name, args, plan, metadata, inside }: Site): void {
  const definitions = args.monitoring?.definitions
  const { labels = {}, ...rest } = metadata(name)
  new k8s.apiextensions.CustomResource(
    `${name}-metrics`,
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        ...rest,
        labels: { ...labels, ...args.monitoring?.serviceMonitorLabels },
        ...(definitions !== undefined && { annotations: { 'dataspace/prometheus': definitions } }),
      },
      spec: {
        // The job is `prediction-service` whatever the component's name: rules and boards ask for it.
        jobLabel: 'app.kubernetes.io/name',
        selector: { matchLabels: selectorOf(plan.labels) },
        endpoints: [{ port: 'metrics', path: '/metrics', interval: '30s' }],
      },
    },
    inside,
  )
}
