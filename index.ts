/** The topic that alarms go to. */
export * from './components/alarm-topic/index.ts'
/** The one error of bad arguments. */
export * from './components/argument-error.ts'
/** The one way to make an S3 bucket. */
export * from './components/bucket/index.ts'
/** An EKS cluster with nodes and add-ons. */
export * from './components/cluster/index.ts'
/** PostgreSQL within a cluster, for clusters without RDS. */
export * from './components/cluster-database/index.ts'
/** PostgreSQL on RDS. */
export * from './components/database/index.ts'
/** Roles and databases on a server in RDS. */
export * from './components/database-roles/index.ts'
/** DNS, certificate, load balancer and firewall. */
export * from './components/edge/index.ts'
/** One institution's part in federated training. */
export * from './components/federated-institution/index.ts'
/** Processing of uploaded FHIR files. */
export * from './components/fhir-intake/index.ts'
/** A container image, built or taken by digest. */
export * from './components/image/index.ts'
/** A machine that builds images, in a cluster or on an instance. */
export * from './components/image-builder/index.ts'
/** Kaapana's images and chart, built and published from a checkout. */
export * from './components/kaapana-images/index.ts'
/** Kaapana, running, on an instance or on EKS. */
export * from './components/kaapana-platform/index.ts'
/** KMS keys by purpose and institution. */
export * from './components/keys/index.ts'
/** Who may connect, by address or namespace. */
export type { NetworkPeer } from './components/kubernetes-network.ts'
/** How components keep logs. */
export * from './components/log-settings.ts'
/** Prometheus, Alertmanager and Grafana on Kubernetes. */
export * from './components/monitoring/index.ts'
/** A VPC with tiers, NAT and endpoints. */
export * from './components/network/index.ts'
/** A place in object storage. */
export type {
  ObjectStorageAccess,
  ObjectStorageCredentials,
} from './components/object-storage-access.ts'
/** Who answers for resources and what they hold: tags of everything. */
export * from './components/ownership.ts'
/** Airflow on Kubernetes. */
export * from './components/pipelines/index.ts'
/** A role and database of PostgreSQL. */
export type { PostgresAccess } from './components/postgres-access.ts'
/** The readmission service on Kubernetes. */
export * from './components/prediction-service/index.ts'
/** ECR repositories and caches of public registries. */
export * from './components/registry/index.ts'
/** Single sign-on before a tool that has none. */
export * from './components/sign-in-proxy/index.ts'
/** VPN links to institutions. */
export * from './components/site-link/index.ts'
/** MLflow on Kubernetes. */
export * from './components/tracking/index.ts'
/** An IAM role for a Kubernetes service account. */
export * from './components/workload-identity/index.ts'
