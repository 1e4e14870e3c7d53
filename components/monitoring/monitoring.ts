import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import { installChart } from '../chart/install-chart.ts'
import {
  fingerprint,
  type Ground,
  type KeptSecret,
  makeNamespace,
  makePolicies,
  makeSecret,
} from '../namespace/restricted-namespace.ts'
import { CHARTS } from '../versions.ts'
import { grantPodIdentity, podsOf } from '../workload-identity/pod-identity.ts'
import type { WorkloadIdentityStatement } from '../workload-identity/statements.ts'
import type { AlertDelivery } from './alertmanager-config.ts'
import { dashboardFiles } from './dashboards/dashboard-files.ts'
import { CLIENT_SECRET, DASHBOARD_FOLDER, DASHBOARD_LABEL } from './grafana-values.ts'
import type { MonitoringArgs, MonitoringTopic, MonitoringWebhook } from './monitoring-args.ts'
import { type MonitoringPlan, planMonitoring } from './monitoring-plan.ts'
import { monitoringPolicies } from './monitoring-policies.ts'
import { PROBER, proberValues } from './prober-values.ts'
import { ALERTMANAGER_ACCOUNT, STACK, type StackParts, stackValues } from './stack-values.ts'

/**
 * Prometheus, Alertmanager and Grafana on a Kubernetes cluster (kube-prometheus-stack), with the
 * platform's rules and boards: metrics of services, pods and nodes, alerts to an SNS topic or a
 * webhook, boards behind single sign-on, and a prober for addresses and certificates.
 *
 * Makes: Namespace, NetworkPolicies, Secrets, a ConfigMap a board, a Helm release of the stack, and
 * with probes one of the prober. With a topic: a role for Alertmanager's pods that may publish to it
 * and nothing else.
 *
 * Cost: the cluster's nodes (600m CPU and 1.7 GiB requested, more on each node for its exporter) and
 * the disks; on AWS 5 USD a month for the default 51 GiB of gp3 in Frankfurt.
 *
 * It takes in every ServiceMonitor, PodMonitor, Probe and rule of the cluster. It stores no metrics
 * beyond its own disks, watches no database of RDS (CloudWatch does, see `Database`), and has no public
 * address unless `access` names one.
 *
 * @example
 * ```ts
 * new Monitoring('monitoring', {
 *   ownership: { owner: 'ml-platform', environment: 'prod' },
 *   alerts: { topic: { cluster, topic: alarms, key: alarmsKey, region: 'eu-central-1' } },
 *   nodes: [{ cidr: '10.20.0.0/18' }],
 *   probes: [{ name: 'mlflow', url: 'http://tracking.tracking.svc:5000/health' }],
 * }, { provider: clusterProvider })
 * ```
 */
export class Monitoring extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>
  /** Name of Grafana's Service, port 80. */
  readonly grafanaServiceName: pulumi.Output<string>
  /** Address of Grafana within the cluster. */
  readonly grafanaUrl: pulumi.Output<string>
  /** Address of Prometheus within the cluster. */
  readonly prometheusUrl: pulumi.Output<string>
  /** Address of Alertmanager within the cluster. */
  readonly alertmanagerUrl: pulumi.Output<string>
  /** Secret with Grafana's first administrator. */
  readonly adminSecretName: pulumi.Output<string>
  /** ARN of the role of Alertmanager's pods; empty without a topic. */
  readonly roleArn: pulumi.Output<string>

  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planMonitoring(name, args)
    super('dataspace:index:Monitoring', name, {}, opts)
    const ground = makeNamespace(name, { ...plan, ownership: args.ownership }, this)
    const guards = makePolicies(ground, monitoringPolicies(args, plan))
    const identity = makeIdentity(ground, args, plan)
    const account = makeAccount(ground)
    const parts = makeParts(ground, args)
    const release = installChart(
      `${name}-stack`,
      {
        chart: CHARTS.prometheusStack,
        releaseName: STACK,
        namespace: plan.namespace,
        values: stackValues(args, plan, parts),
        timeoutSeconds: 900,
      },
      {
        ...ground.inside,
        dependsOn: [...guards, account, ...identity.ready, ...makeBoards(ground)],
      },
    )
    makeProber(ground, plan, release)
    const address = (service: string) => pulumi.interpolate`http://${service}.${this.namespace}.svc`
    // Known once the stack is there, whose definitions other components' monitors need.
    this.namespace = release.status.namespace
    this.grafanaServiceName = release.status.name.apply((stack) => `${stack}-grafana`)
    this.grafanaUrl = address(`${STACK}-grafana`)
    this.prometheusUrl = pulumi.interpolate`${address(`${STACK}-prometheus`)}:9090`
    this.alertmanagerUrl = pulumi.interpolate`${address(`${STACK}-alertmanager`)}:9093`
    this.adminSecretName = pulumi.output(parts.grafana.admin)
    this.roleArn = identity.roleArn
    this.registerOutputs({
      namespace: this.namespace,
      grafanaServiceName: this.grafanaServiceName,
      grafanaUrl: this.grafanaUrl,
      prometheusUrl: this.prometheusUrl,
      alertmanagerUrl: this.alertmanagerUrl,
      adminSecretName: this.adminSecretName,
      roleArn: this.roleArn,
    })
  }
}

/** Alertmanager's service account; its pods need no token of the cluster's. */
function makeAccount({ name, metadata, inside }: Ground): pulumi.Resource {
  return new k8s.core.v1.ServiceAccount(
    `${name}-alertmanager`,
    { metadata: metadata(ALERTMANAGER_ACCOUNT), automountServiceAccountToken: false },
    inside,
  )
}

/** The role of Alertmanager's pods where alerts go to a topic; nothing elsewhere. */
function makeIdentity({ name, parent }: Ground, args: MonitoringArgs, plan: MonitoringPlan) {
  const { topic } = args.alerts
  if (topic === undefined) return { roleArn: pulumi.output(''), ready: [] }
  const { role, ready } = grantPodIdentity(
    `${name}-alerts`,
    {
      subject: podsOf(topic.cluster, plan.namespace, ALERTMANAGER_ACCOUNT),
      ownership: args.ownership,
      statements: publishing(topic),
    },
    { parent },
  )
  return { roleArn: role.arn, ready }
}

/**
 * Publishing, and the data key of an encrypted topic.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function publishing({ topic, key }: MonitoringTopic): WorkloadIdentityStatement[] {
  const publish = { sid: 'PublishAlerts', actions: ['sns:Publish'], resources: [topic.arn] }
  if (key === undefined) return [publish]
  const actions = ['kms:Decrypt', 'kms:GenerateDataKey*']
  return [publish, { sid: 'EncryptAlerts', actions, resources: [key.arn] }]
}

/** Secrets, and where alerts go with them. */
function makeParts(ground: Ground, args: MonitoringArgs): StackParts {
  const { topic, webhook } = args.alerts
  const hidden = webhook === undefined ? undefined : makeWebhookSecret(ground, webhook)
  const delivery: AlertDelivery = {
    ...(topic !== undefined && {
      sns: { topicArn: topic.topic.arn, region: topic.region },
    }),
    ...(webhook !== undefined && { webhook: webhookFiles(webhook, `${ground.name}-webhook`) }),
  }
  return { delivery, webhookSecret: hidden?.name, grafana: makeGrafanaSecrets(ground, args) }
}

/** Where the operator mounts Alertmanager's secrets. */
const webhookFiles = ({ url, secretUrl, token }: MonitoringWebhook, secret: string) => ({
  ...(url !== undefined && { url }),
  ...(secretUrl !== undefined && { urlFile: `/etc/alertmanager/secrets/${secret}/url` }),
  ...(token !== undefined && { tokenFile: `/etc/alertmanager/secrets/${secret}/token` }),
})

function makeWebhookSecret(ground: Ground, webhook: MonitoringWebhook): KeptSecret | undefined {
  const { secretUrl, token } = webhook
  if (secretUrl === undefined && token === undefined) return undefined
  const data = {
    ...(secretUrl !== undefined && { url: secretUrl }),
    ...(token !== undefined && { token }),
  }
  return makeSecret(ground, { role: 'webhook', data })
}

function makeGrafanaSecrets(ground: Ground, args: MonitoringArgs): StackParts['grafana'] {
  const admin = args.adminSecretName ?? makeAdmin(ground).name
  if (args.access === undefined)
    return { admin, client: undefined, fingerprint: fingerprint([admin]) }
  const data = { [CLIENT_SECRET]: args.access.signIn.clientSecret }
  const client = makeSecret(ground, { role: 'sign-in', data })
  return { admin, client: client.name, fingerprint: client.fingerprint }
}

/** The first administrator, for `kubectl port-forward`: people sign in by themselves. */
function makeAdmin(ground: Ground): KeptSecret {
  const { result } = new random.RandomPassword(
    `${ground.name}-admin`,
    { length: 32, special: false },
    { parent: ground.parent },
  )
  const data = { 'admin-user': 'admin', 'admin-password': result }
  return makeSecret(ground, { role: 'admin', data })
}

/** The boards, each within the 1 MiB that a ConfigMap holds. */
function makeBoards({ name, metadata, inside }: Ground): pulumi.Resource[] {
  return Object.entries(dashboardFiles()).map(([file, text]) => {
    const own = metadata(`${name}-${file.replace('.json', '')}`)
    return new k8s.core.v1.ConfigMap(
      `${name}-${file.replace('.json', '')}`,
      {
        metadata: {
          ...own,
          labels: { ...own.labels, ...DASHBOARD_LABEL },
          annotations: DASHBOARD_FOLDER,
        },
        data: { [file]: text },
      },
      inside,
    )
  })
}

/** The prober, after the definitions that its monitors need. */
function makeProber(ground: Ground, plan: MonitoringPlan, stack: pulumi.Resource): void {
  if (plan.probes.length === 0) return
  installChart(
    `${ground.name}-prober`,
    {
      chart: CHARTS.blackboxExporter,
      releaseName: PROBER,
      namespace: plan.namespace,
      values: proberValues(plan.probes),
    },
    { ...ground.inside, dependsOn: [stack] },
  )
}
