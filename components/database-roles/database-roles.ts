import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import { refuse } from '../argument-error.ts'
import { databaseNameProblems } from '../cluster-database/cluster-database-plan.ts'
import type { NetworkPeer } from '../kubernetes-network.ts'
import { DENY_ALL, neededPeers, outgoing, TO_DNS, toPodIdentity } from '../kubernetes-network.ts'
import {
  fingerprint,
  type Ground,
  imageProblems,
  makeConfigMap,
  makeNamespace,
  makePolicies,
  makeSecret,
  nameProblems,
} from '../namespace/restricted-namespace.ts'
import type { PostgresAccess } from '../postgres-access.ts'
import { POSTGRESQL_CLIENT_IMAGE } from '../versions.ts'
import { grantPodIdentity, podsOf } from '../workload-identity/pod-identity.ts'
import { readSecrets } from '../workload-identity/secret-statements.ts'
import type { DatabaseRolesArgs } from './database-roles-args.ts'
import { roleScript } from './role-script.ts'
import { masterSecret, rolesPod } from './roles-pod.ts'
import { scramVerifier } from './scram.ts'

/**
 * Roles on a server in RDS, each with a database of its own and a random password: for tools that must
 * not know the master user, whose password rotates. A Job with `psql` makes them; it reads the master's
 * secret by an identity of its own, and runs again when a role or the server is another.
 *
 * Makes: Namespace, NetworkPolicies, ServiceAccount, a role in IAM that reads this one secret,
 * SecretProviderClass, Secret with the script, Job, and a random password a role.
 *
 * Cost: none beyond a minute of a node.
 *
 * It deletes neither roles nor databases, also not those of names that are gone. The server gets what
 * it keeps of a password (SCRAM-SHA-256), never the password.
 *
 * @example
 * ```ts
 * const roles = new DatabaseRoles('database-roles', {
 *   ownership: { owner: 'ml-platform', environment: 'prod' },
 *   server: database,
 *   roles: ['mlflow', 'airflow'],
 *   peers: [{ cidr: '10.20.128.0/20' }],
 *   certificates,
 *   cluster,
 *   region: 'eu-central-1',
 *   key,
 * }, { provider: clusterProvider })
 * roles.access('mlflow', [{ cidr: '10.20.128.0/20' }])
 * ```
 */
export class DatabaseRoles extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>
  readonly port: pulumi.Output<number>
  /** Certificate authorities of the server; absent where none were given. */
  readonly certificates?: pulumi.Output<string>
  /** Passwords by role, known once role and database are there; secret. */
  readonly passwords: pulumi.Output<Record<string, string>>

  constructor(name: string, args: DatabaseRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace = name, ownership, peers, server } = args
    refuse('DatabaseRoles', name, [
      ...nameProblems(name, namespace),
      ...databaseNameProblems('roles', args.roles),
      ...neededPeers('peers', peers),
      ...imageProblems('image.reference', args.image?.reference ?? POSTGRESQL_CLIENT_IMAGE),
    ])
    super('dataspace:index:DatabaseRoles', name, {}, opts)
    const labels = { application: 'database-roles', instance: name }
    const ground = makeNamespace(name, { namespace, ownership, labels }, this)
    const guards = makePolicies(ground, {
      'deny-all': DENY_ALL,
      'to-dns': TO_DNS,
      'to-database': outgoing({ from: {}, to: peers, ports: [server.port] }),
      'to-identity': toPodIdentity({}),
    })
    const passwords = makePasswords(ground, args.roles)
    const job = makeJob(ground, { args, namespace, passwords, guards })
    this.host = pulumi.output(server.host)
    this.port = pulumi.output(server.port)
    if (args.certificates !== undefined) this.certificates = pulumi.output(args.certificates)
    // Waits for the Job: who has a password can use it.
    this.passwords = pulumi.secret(
      pulumi.all([pulumi.output(passwords), job.id]).apply(([words]) => words),
    )
    const { host, port, certificates } = this
    this.registerOutputs({
      host,
      port,
      ...(certificates !== undefined && { certificates }),
      passwords: this.passwords,
    })
  }

  /** A role as a tool uses it; `peers` is where the server is. */
  access(role: string, peers: NetworkPeer[]): PostgresAccess {
    const password = this.passwords.apply((passwords) => passwords[role] ?? '')
    const { host, port, certificates } = this
    const trust = certificates === undefined ? {} : { certificates }
    return { host, port, databaseName: role, user: role, password, ...trust, peers }
  }
}

type Passwords = Readonly<Record<string, pulumi.Output<string>>>

function makePasswords({ name, parent }: Ground, roles: readonly string[]): Passwords {
  const made = roles.map((role) => {
    const password = { length: 48, special: false }
    return [
      role,
      new random.RandomPassword(`${name}-${role}`, password, { parent }).result,
    ] as const
  })
  return Object.fromEntries(made)
}

function makeJob(
  ground: Ground,
  of: {
    args: DatabaseRolesArgs
    namespace: string
    passwords: Passwords
    guards: pulumi.Resource[]
  },
): k8s.batch.v1.Job {
  const { name, metadata, inside } = ground
  const { args, passwords } = of
  const own = metadata(name)
  const account = new k8s.core.v1.ServiceAccount(
    name,
    { metadata: own, automountServiceAccountToken: false },
    inside,
  )
  const script = pulumi.all(passwords).apply((words) =>
    roleScript(
      Object.entries(words).map(([role, word]) => ({
        role,
        verifier: scramVerifier(role, word),
      })),
    ),
  )
  const secret = makeSecret(ground, { role: 'script', data: { 'roles.sql': script } })
  const master = new k8s.apiextensions.CustomResource(
    `${name}-master`,
    {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata: metadata(`${name}-master`),
      spec: masterSecret(args.region, args.server.secretArn),
    },
    inside,
  )
  const { certificates } = args
  const spec = rolesPod({
    args,
    account: account.metadata.name,
    script: secret.name,
    master: master.metadata.name,
    certificates:
      certificates === undefined
        ? undefined
        : makeConfigMap(ground, 'database-ca', { 'ca.pem': certificates }),
  })
  const { host, port, databaseName } = args.server
  const content = fingerprint([secret.fingerprint, host, port, databaseName])
  return new k8s.batch.v1.Job(
    name,
    {
      metadata: { ...own, name: pulumi.interpolate`${name}-${content}` },
      spec: {
        backoffLimit: 4,
        activeDeadlineSeconds: 900,
        template: { metadata: { labels: { ...own.labels } }, spec },
      },
    },
    {
      ...inside,
      dependsOn: [...of.guards, ...makeIdentity(ground, args, of.namespace)],
      customTimeouts: { create: '20m' },
    },
  )
}

/** Reading the master's secret, and nothing else. */
function makeIdentity(
  { name, parent }: Ground,
  args: DatabaseRolesArgs,
  namespace: string,
): readonly pulumi.Resource[] {
  const { server, cluster, ownership, region, key } = args
  const statements = readSecrets({
    region,
    secretArns: [server.secretArn],
    keyArns: [server.secretKeyArn ?? key.arn],
  })
  const subject = podsOf(cluster, namespace, name)
  return grantPodIdentity(`${name}-pods`, { subject, ownership, statements }, { parent }).ready
}
