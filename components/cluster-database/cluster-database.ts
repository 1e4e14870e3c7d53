import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import { installChart } from '../chart/install-chart.ts'
import {
  type Ground,
  makeNamespace,
  makePolicies,
  makeSecret,
} from '../namespace/restricted-namespace.ts'
import type { PostgresAccess } from '../postgres-access.ts'
import { CHARTS } from '../versions.ts'
import type { ClusterDatabaseArgs } from './cluster-database-args.ts'
import {
  type ClusterDatabasePlan,
  databasePolicies,
  OPERATOR_POLICIES,
  operatorValues,
  planClusterDatabase,
} from './cluster-database-plan.ts'
import { type RoleSecrets, serverSpec } from './server-spec.ts'

/**
 * PostgreSQL within a cluster, for clusters without RDS: the CloudNativePG operator, and servers of
 * which one writes and the others take over when it fails. Each database has a role of its own with a
 * random password.
 *
 * Makes: Helm release of the operator with its namespace, Namespace, NetworkPolicies, a Secret a role,
 * `Cluster` and a `Database` for each but the first.
 *
 * Cost: none beyond the nodes (750m CPU, 768 MiB requested by three instances, 100m and 128 MiB by the
 * operator) and three disks of 20 GiB.
 *
 * It makes no backups: CloudNativePG's own are deprecated and its plugin needs cert-manager. What must
 * not be lost belongs to a database that is backed up, such as RDS. Connections are encrypted with
 * certificates of the operator's own authority, which clients do not check.
 *
 * @example
 * ```ts
 * const database = new ClusterDatabase('postgres', {
 *   ownership: { owner: 'ml-platform', environment: 'edge' },
 *   databases: ['dataspace', 'mlflow', 'airflow'],
 *   callers: [{ namespace: 'readmission' }, { namespace: 'tracking' }, { namespace: 'pipelines' }],
 * }, { provider })
 * database.access('mlflow')
 * ```
 */
export class ClusterDatabase extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>
  /** Host name of the writer within the cluster. */
  readonly host: pulumi.Output<string>
  readonly port: pulumi.Output<number>
  /** The first database. */
  readonly databaseName: pulumi.Output<string>
  /** Passwords by role, known once role and database are there; secret. */
  readonly passwords: pulumi.Output<Record<string, string>>

  constructor(name: string, args: ClusterDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planClusterDatabase(name, args)
    super('dataspace:index:ClusterDatabase', name, {}, opts)
    const { ownership, operator = true } = args
    const release = operator ? makeOperator(name, { ...plan, ownership }, this) : undefined
    const ground = makeNamespace(name, { ...plan, ownership }, this)
    const guards = makePolicies(ground, databasePolicies(args, plan))
    const roles = makeRoles(ground, args)
    const before = [...guards, ...(release === undefined ? [] : [release])]
    const server = makeServer(ground, { args, plan, secrets: roles.secrets, before })
    const databases = makeDatabases(ground, args, server)
    this.namespace = ground.namespace
    const serverName = server.metadata.name
    this.host = pulumi.interpolate`${serverName}-rw.${this.namespace}.svc`
    this.port = pulumi.output(5432)
    this.databaseName = pulumi.output(args.databases[0] ?? '')
    // Waits for the databases: who has a password can use it.
    this.passwords = pulumi.secret(
      pulumi
        .all([pulumi.output(roles.passwords), pulumi.all(databases.map(({ id }) => id))])
        .apply(([passwords]) => passwords),
    )
    this.registerOutputs({
      namespace: this.namespace,
      host: this.host,
      port: this.port,
      databaseName: this.databaseName,
      passwords: this.passwords,
    })
  }

  /** A database as a tool uses it, e.g. `mlflow`; `namespace` is where this component's servers are. */
  access(database: string, namespace: string): PostgresAccess {
    const password = this.passwords.apply((passwords) => passwords[database] ?? '')
    const { host, port } = this
    const user = database
    return { host, port, databaseName: database, user, password, peers: [{ namespace }] }
  }
}

function makeOperator(
  name: string,
  { ownership, ...plan }: ClusterDatabasePlan & Pick<ClusterDatabaseArgs, 'ownership'>,
  parent: pulumi.Resource,
) {
  const { operatorNamespace: namespace, labels } = plan
  const ground = makeNamespace(`${name}-operator`, { namespace, ownership, labels }, parent)
  const guards = makePolicies(ground, OPERATOR_POLICIES)
  // Waits until the operator runs: without its webhook the API server refuses a Cluster.
  return installChart(
    `${name}-operator`,
    {
      chart: CHARTS.cloudNativePg,
      releaseName: 'cnpg',
      namespace,
      values: operatorValues(),
    },
    // Not with the namespace: its definitions, roles and webhooks are the cluster's.
    { parent, dependsOn: guards },
  )
}

function makeRoles(ground: Ground, { databases }: ClusterDatabaseArgs) {
  const { name, parent } = ground
  const passwords: Record<string, pulumi.Output<string>> = {}
  const secrets: Record<string, pulumi.Output<string>> = {}
  for (const role of databases) {
    const made = new random.RandomPassword(
      `${name}-${role}`,
      { length: 48, special: false },
      { parent },
    )
    passwords[role] = made.result
    secrets[role] = makeSecret(ground, {
      role,
      type: 'kubernetes.io/basic-auth',
      data: { username: role, password: made.result },
      // The operator takes a changed password over at once.
      labels: { 'cnpg.io/reload': 'true' },
    }).name
  }
  return { passwords, secrets }
}

interface ServerParts {
  readonly args: ClusterDatabaseArgs
  readonly plan: ClusterDatabasePlan
  readonly secrets: RoleSecrets
  readonly before: pulumi.Resource[]
}

const API = 'postgresql.cnpg.io/v1'

function makeServer({ name, metadata, inside }: Ground, parts: ServerParts) {
  const { args, plan, secrets, before } = parts
  return new k8s.apiextensions.CustomResource(
    name,
    {
      apiVersion: API,
      kind: 'Cluster',
      metadata: { ...metadata(name), annotations: { 'pulumi.com/waitFor': 'condition=Ready' } },
      spec: serverSpec(args, plan, secrets),
    },
    {
      ...inside,
      dependsOn: before,
      protect: plan.protect,
      customTimeouts: { create: '20m', update: '30m' },
    },
  )
}

function makeDatabases(
  { name, metadata, parent }: Ground,
  { databases }: ClusterDatabaseArgs,
  server: k8s.apiextensions.CustomResource,
): k8s.apiextensions.CustomResource[] {
  const applied = { 'pulumi.com/waitFor': 'jsonpath={.status.applied}=true' }
  const others = databases.slice(1).map(
    (database) =>
      new k8s.apiextensions.CustomResource(
        `${name}-${database}`,
        {
          apiVersion: API,
          kind: 'Database',
          metadata: { ...metadata(`${name}-${database}`), annotations: applied },
          spec: {
            name: database,
            owner: database,
            cluster: { name: server.metadata.name },
            // Without the object the data stays.
            databaseReclaimPolicy: 'retain',
          },
        },
        // Not with the namespace: that one may be protected and stay, with the object in it.
        { parent },
      ),
  )
  return [server, ...others]
}
