import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { installChart } from '../chart/install-chart.ts'
import { labelsOf } from '../kubernetes-labels.ts'
import {
  fingerprint,
  type Ground,
  makeConfigMap,
  makeNamespace,
  makePolicies,
} from '../namespace/restricted-namespace.ts'
import { storageStatements, storageUrl } from '../object-storage-access.ts'
import { CHARTS } from '../versions.ts'
import { grantPodIdentity, podsOf } from '../workload-identity/pod-identity.ts'
import type { WorkloadIdentityStatement } from '../workload-identity/statements.ts'
import { migrationPod } from './migration-pod.ts'
import type { PipelinesArgs } from './pipelines-args.ts'
import { type PipelinesPlan, planPipelines } from './pipelines-plan.ts'
import { AIRFLOW_PORT, pipelinesPolicies } from './pipelines-policies.ts'
import { makeSecrets } from './pipelines-secrets.ts'
import { type AirflowScope, airflowValues } from './pipelines-values.ts'

/**
 * Airflow on a Kubernetes cluster, by its official chart: schedules that start each task in a pod of its
 * own, with the DAGs in the image, logs in object storage and the state in PostgreSQL. People sign in
 * at an OpenID Connect provider; without one nobody can.
 *
 * Makes: Namespace, NetworkPolicies, Secrets with random keys, ServiceAccount of the tasks' pods, a Job
 * that migrates the database before each roll-out of another image, Helm release. With `aws`: roles
 * for tasks, for the pods that follow them and for the page that shows their logs.
 *
 * Cost: none beyond the nodes it runs on (400m CPU, 3 GiB requested, and what tasks ask for) and its
 * storage.
 *
 * It makes no database, bucket or ingress. The namespace enforces the restricted pod security standard:
 * pods that DAGs ask for have to satisfy it.
 *
 * @example
 * ```ts
 * new Pipelines('pipelines', {
 *   ownership: { owner: 'ml-platform', environment: 'prod' },
 *   image: { reference: 'registry.example/airflow@sha256:…' },
 *   database: roles.access('airflow', [{ cidr: '10.20.128.0/20' }]),
 *   logs: { region: 'eu-central-1', bucket: lake.bucketName, prefix: 'airflow-logs' },
 *   aws: { cluster },
 *   tasks: { image: { reference: 'registry.example/pipeline@sha256:…' } },
 *   egress: [{ name: 'tracking', to: [{ namespace: 'tracking' }], port: 5000 }],
 * }, { provider: clusterProvider })
 * ```
 */
export class Pipelines extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>
  /** Name of the Service of page and API; its port 8080 is called `api-server`. */
  readonly serviceName: pulumi.Output<string>
  /** Address within the cluster, `http://<service>.<namespace>.svc:8080`. */
  readonly url: pulumi.Output<string>
  /** Service account of the pods that tasks run in. */
  readonly taskServiceAccount: pulumi.Output<string>

  constructor(name: string, args: PipelinesArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planPipelines(name, args)
    super('dataspace:index:Pipelines', name, {}, opts)
    const ground = makeNamespace(name, { ...plan, ownership: args.ownership }, this)
    const guards = makePolicies(ground, pipelinesPolicies(args))
    const account = makeAccount(ground, plan.taskAccount, false)
    const accounts = Object.values(plan.accounts).map((own) => makeAccount(ground, own, true))
    const identities = makeIdentities(ground, args, plan)
    const scope = scopeOf(ground, args, { ...plan, account: account.metadata.name })
    const migration = makeMigration(ground, { args, scope, before: guards })
    const release = installChart(
      name,
      {
        chart: CHARTS.airflow,
        releaseName: plan.release,
        namespace: plan.namespace,
        values: airflowValues(scope),
        timeoutSeconds: 900,
      },
      { parent: this, dependsOn: [migration, account, ...accounts, ...guards, ...identities] },
    )
    this.namespace = ground.namespace
    this.serviceName = release.urn.apply(() => `${plan.release}-api-server`)
    this.url = pulumi.interpolate`http://${this.serviceName}.${this.namespace}.svc:${AIRFLOW_PORT}`
    this.taskServiceAccount = account.metadata.name
    this.registerOutputs({
      namespace: this.namespace,
      serviceName: this.serviceName,
      url: this.url,
      taskServiceAccount: this.taskServiceAccount,
    })
  }
}

/**
 * A service account, for a role belongs to one that is there. Airflow's workers start tasks' pods and its
 * page reads their logs, for which they need a token; tasks do not.
 */
function makeAccount({ metadata, inside }: Ground, account: string, withToken: boolean) {
  return new k8s.core.v1.ServiceAccount(
    account,
    { metadata: metadata(account), automountServiceAccountToken: withToken },
    inside,
  )
}

function scopeOf(
  ground: Ground,
  args: PipelinesArgs,
  plan: PipelinesPlan & { account: pulumi.Output<string> },
): AirflowScope {
  const { database, tasks, address, logs, image } = args
  const parts = pulumi.output(image.reference).apply((reference) => reference.split('@'))
  const { certificates } = database
  return {
    repository: parts.apply(([repository = '']) => repository),
    digest: parts.apply(([, digest = '']) => digest),
    ...makeSecrets(ground, args),
    certificates:
      certificates === undefined
        ? undefined
        : makeConfigMap(ground, 'database-ca', { 'ca.pem': certificates }),
    logs: storageUrl(logs),
    labels: labelsOf(args.ownership, plan.labels),
    environment: {
      PIPELINE_IMAGE: tasks.image.reference,
      PIPELINE_NAMESPACE: ground.namespace,
      PIPELINE_SERVICE_ACCOUNT: plan.account,
      ...tasks.environment,
    },
    accounts: plan.accounts,
    ...(address !== undefined && { address }),
  }
}

function makeMigration(
  ground: Ground,
  { args, scope, before }: { args: PipelinesArgs; scope: AirflowScope; before: pulumi.Resource[] },
): k8s.batch.v1.Job {
  const { name, metadata, inside } = ground
  const own = metadata(name)
  const { host, port, databaseName } = args.database
  const content = fingerprint([args.image.reference, host, port, databaseName])
  const account = new k8s.core.v1.ServiceAccount(
    `${name}-migrate`,
    { metadata: metadata(`${name}-migrate`), automountServiceAccountToken: false },
    inside,
  )
  return new k8s.batch.v1.Job(
    `${name}-migrate`,
    {
      metadata: { ...own, name: pulumi.interpolate`${name}-migrate-${content}` },
      spec: {
        backoffLimit: 4,
        activeDeadlineSeconds: 1800,
        template: {
          // The label by which policies let Airflow's pods reach the database.
          metadata: { labels: { ...own.labels, tier: 'airflow', component: 'migration' } },
          spec: migrationPod(args.image.reference, scope, account.metadata.name),
        },
      },
    },
    { ...inside, dependsOn: before, customTimeouts: { create: '35m' } },
  )
}

/** Roles on AWS by service account: pods write logs, the page reads them, tasks do what they must. */
function makeIdentities(
  { name, parent }: Ground,
  args: PipelinesArgs,
  plan: PipelinesPlan,
): pulumi.Resource[] {
  const { aws, logs, ownership, tasks } = args
  if (aws === undefined) return []
  const grant = (
    role: string,
    serviceAccount: string,
    statements: pulumi.Input<WorkloadIdentityStatement[]>,
    named: { roleName?: string } = {},
  ) =>
    grantPodIdentity(
      `${name}-${role}`,
      {
        subject: podsOf(aws.cluster, plan.namespace, serviceAccount),
        ownership,
        statements,
        ...named,
      },
      { parent },
    ).ready
  const { statements = [], roleName } = tasks
  const named = roleName === undefined ? {} : { roleName }
  return [
    ...grant('workers', plan.accounts.workers, storageStatements(logs, { write: true })),
    ...grant('page', plan.accounts.page, storageStatements(logs, { write: false })),
    ...(statements.length > 0 ? grant('tasks', plan.taskAccount, statements, named) : []),
  ]
}
