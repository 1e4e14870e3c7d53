import type * as pulumi from '@pulumi/pulumi'
import type { ClusterRef } from '../cluster/cluster-ref.ts'
import type { ImageRef } from '../image/image-ref.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import type { Ownership } from '../ownership.ts'

/** How the service's connection to its database is protected. */
export const DatabaseTls = {
  /** TLS; the server's certificate and name are checked. */
  VerifyFull: 'verify-full',
  /** TLS; nobody asks who the server is. For one in the same cluster with an authority of its own. */
  Unverified: 'no-verify',
  /** No TLS: for a database in the same cluster on a trusted network only. */
  Off: 'disable',
} as const
export type DatabaseTls = (typeof DatabaseTls)[keyof typeof DatabaseTls]

/** An institution whose applications ask the service. */
export interface PredictionInstitution {
  /** Id, 2–32 of a–z, 0–9 and hyphen, e.g. `ukhd`. */
  id: string
  /** Full name, as answers show it. */
  name: string
  /** Where it is, e.g. `Heidelberg`. */
  location: string
}

/** The PostgreSQL database of the service; a `DatabaseRef` is one. */
export interface PredictionDatabase {
  /** Host name of the writer. */
  host: pulumi.Input<string>
  /** Port, usually 5432. */
  port: pulumi.Input<number>
  /** Name of the database. */
  databaseName: pulumi.Input<string>
  /** Secrets Manager secret with `username` and `password`. Required with `aws`. */
  secretArn?: pulumi.Input<string>
  /**
   * ARN of the KMS key that encrypts that secret.
   * @default the key of `aws`
   */
  secretKeyArn?: pulumi.Input<string>
}

/** Pods of a namespace, or addresses, that a network policy speaks of. Give one of the two. */
export interface PredictionPeer {
  /** Addresses, e.g. `10.20.0.0/20`; load balancers and RDS have no pods to select. */
  cidr?: string
  /** Name of a namespace of the same cluster. */
  namespace?: string
}

/** Connections the service may open beside those to its database and to DNS. */
export interface PredictionEgress {
  /** Name in a few words, e.g. `oidc`; part of the policy's name. */
  name: string
  to: PredictionPeer
  /** TCP port, e.g. 443. */
  port: number
}

/** Scraping by Prometheus. */
export interface PredictionMonitoring {
  /** Namespace that Prometheus runs in; its pods alone may reach the metrics port. */
  namespace: string
  /**
   * Makes a ServiceMonitor, which needs the Prometheus operator's definitions in the cluster.
   * @default true
   */
  serviceMonitor?: boolean
  /**
   * Where Prometheus comes with the same program: a text that is known once its definitions are there,
   * e.g. `namespace` of `Monitoring`. The ServiceMonitor alone waits for it, not the service.
   * @default none
   */
  definitions?: pulumi.Input<string>
  /**
   * Labels by which Prometheus selects it, e.g. `{ release: 'kube-prometheus-stack' }`.
   * @default none
   */
  serviceMonitorLabels?: Record<string, string>
}

/** Compute of one container; the pod has one. */
export interface PredictionResources {
  /** @default "250m" */
  cpuRequest?: string
  /** @default "256Mi" */
  memoryRequest?: string
  /** @default "500m" */
  cpuLimit?: string
  /** @default "512Mi" */
  memoryLimit?: string
}

/** Where the secrets come from on AWS: Secrets Manager, read by the pods' own identity. */
export interface PredictionAws {
  /**
   * Cluster the pods run in. It needs the pod identity agent, and the Secrets Store CSI driver with
   * the AWS provider; rotation is followed where the driver's rotation is on.
   */
  cluster: ClusterRef
  /** Region of the secrets, e.g. `eu-central-1`. */
  region: string
  /** Account of the cluster. */
  accountId: pulumi.Input<string>
  /** Key that encrypts the secrets made here. */
  key: KeyRef
  /**
   * Keys by institution id for the institutions' own secrets.
   * @default the key above
   */
  institutionKeys?: Record<string, KeyRef>
  /**
   * Existing secret with the JSON members `jwtSecret`, `auditKey` and `adminPassword`.
   * @default a new one with random values; 0.40 USD a month
   */
  serviceSecretArn?: pulumi.Input<string>
  /**
   * Existing secrets by institution id, each with the JSON member `apiKey`.
   * @default a new one an institution with a random key; 0.40 USD a month each
   */
  institutionSecretArns?: Record<string, pulumi.Input<string>>
  /**
   * Changing an entry makes a new value: keys are `jwt`, `admin` and institution ids. The audit key is
   * not among them: a database keeps the one it was started with.
   * @default none
   */
  generations?: Record<string, string>
  /**
   * Refuses to delete the secrets. Without the audit key a database is lost.
   * @default true
   */
  protect?: boolean
}

/** Sign-in of people by an OpenID Connect provider, beside that by name and password. */
export interface PredictionSignIn {
  /** Issuer, e.g. `https://sso.example.org/realms/hospital`. */
  issuer: string
  /** Application at the provider; its redirect address is `<address>/api/v1/auth/oidc/callback`. */
  clientId: string
  /**
   * Secret of a confidential client. With `aws` it is kept in Secrets Manager, 0.40 USD a month.
   * @default with `secretName`: its key `oidc-client-secret`; with `aws`: a public client, by PKCE
   */
  clientSecret?: pulumi.Input<string>
  /** Claim with a person's roles. @default "roles" */
  rolesClaim?: string
  /** Role of administrators. @default "dataspace-admin" */
  adminRole?: string
  /** Role of users. @default "dataspace-user" */
  userRole?: string
  /** Claim with a person's institution id. @default "institution" */
  institutionClaim?: string
}

/** The environment's plan, as `dataspace plan --console` writes it, for the console to show. */
export interface PredictionPlanFiles {
  /** Text of `plan.svg`. */
  picture: pulumi.Input<string>
  /** Text of `plan.json`. */
  summary: pulumi.Input<string>
}

/** What a {@link PredictionService} is made from. */
export interface PredictionServiceArgs {
  ownership: Ownership
  /** Image of the service (`images/service`), by digest. */
  image: ImageRef
  /**
   * Namespace to create and live in.
   * @default the component's name
   */
  namespace?: string
  institutions: PredictionInstitution[]
  database: PredictionDatabase
  /** Where the database answers, for the network policy: its subnets' blocks or its namespace. */
  databasePeers: PredictionPeer[]
  /** @default DatabaseTls.VerifyFull */
  databaseTls?: DatabaseTls
  /**
   * Certificate authorities of the database, PEM. RDS needs its own.
   * @default those that Node.js trusts, RDS's not among them
   */
  databaseCertificates?: pulumi.Input<string>
  /** Secrets on AWS. Give this or `secretName`. */
  aws?: PredictionAws
  /**
   * Existing Kubernetes Secret of the namespace, for a cluster without AWS. Its keys: `jwt-secret`,
   * `audit-key`, `admin-password`, `database-username`, `database-password`, `api-key-<id>` an
   * institution, and `oidc-client-secret` with `signIn`. Pods wait until it is there.
   */
  secretName?: string
  /** Who may call the API: the load balancer's subnets, or the ingress controller's namespace. */
  callers: PredictionPeer[]
  /** @default none */
  egress?: PredictionEgress[]
  /** @default none: the metrics port is closed to all */
  monitoring?: PredictionMonitoring
  /** @default none: people sign in by name and password alone */
  signIn?: PredictionSignIn
  /** @default none: the console says how to bring one */
  plan?: PredictionPlanFiles
  /**
   * User name of the first administrator.
   * @default "admin"
   */
  adminUsername?: string
  /**
   * Further settings of the service by variable (docs/operate.md), never a secret,
   * e.g. `{ LOG_LEVEL: 'debug' }`.
   * @default none
   */
  settings?: Record<string, pulumi.Input<string>>
  /** @default 250m CPU and 256Mi requested, 500m and 512Mi at most */
  resources?: PredictionResources
  /** Fewest replicas. @default 3 */
  minReplicas?: number
  /** Most replicas. @default 10 */
  maxReplicas?: number
  /**
   * Spreads replicas over zones and leaves one unscheduled rather than uneven. False for a cluster
   * whose nodes carry no zone label, e.g. a single machine.
   * @default true
   */
  spreadZones?: boolean
  /**
   * Seconds a replica goes on serving after it was told to stop: longer than the load balancer's
   * deregistration delay.
   * @default 30
   */
  drainSeconds?: number
  /**
   * Lets the AWS Load Balancer Controller hold a roll-out until its targets are healthy.
   * @default false
   */
  readinessGates?: boolean
}
