import type * as pulumi from '@pulumi/pulumi'
import type { ClusterRef } from '../cluster/cluster-ref.ts'
import type { ImageRef } from '../image/image-ref.ts'
import type { NetworkPeer } from '../kubernetes-network.ts'
import type { ObjectStorageAccess } from '../object-storage-access.ts'
import type { Ownership } from '../ownership.ts'
import type { PostgresAccess } from '../postgres-access.ts'
import type { SignInRef } from '../sign-in-proxy/sign-in-ref.ts'
import type { WorkloadIdentityStatement } from '../workload-identity/statements.ts'

/** What pods need to have an identity in AWS. */
export interface PipelinesAws {
  /** Cluster that the pods run in; it needs the add-on `eks-pod-identity-agent`. */
  cluster: ClusterRef
}

/** Browsers' way to Airflow. */
export interface PipelinesAddress {
  /** Host name that browsers use, e.g. `airflow.example.org`. */
  hostName: string
  /** Who may connect: the load balancer's subnets or an ingress controller's namespace. */
  callers: NetworkPeer[]
  /** Application at the provider; its redirect address is `https://<hostName>/auth/oauth-authorized/sso`. */
  signIn: SignInRef
  /**
   * Groups whose members administer Airflow; those of other allowed groups may look and trigger.
   * @default none
   */
  adminGroups?: string[]
}

/** The pods that tasks run in. */
export interface PipelinesTasks {
  /** Image that they run: the service's with what the pipeline needs. */
  image: ImageRef
  /** What they may do in AWS, e.g. read accepted FHIR data. Needs `aws`. @default nothing */
  statements?: WorkloadIdentityStatement[]
  /** Name of their role, where a key's policy names it beforehand. @default one of the engine's */
  roleName?: string
  /**
   * Further variables that the DAGs read, none of them secret; image, namespace and service account of
   * the tasks are given as `PIPELINE_IMAGE`, `PIPELINE_NAMESPACE` and `PIPELINE_SERVICE_ACCOUNT`.
   * @default none
   */
  environment?: Record<string, pulumi.Input<string>>
}

/** Connections that tasks may open beside those to storage, DNS and Airflow. */
export interface PipelinesEgress {
  /** Name in a few words, e.g. `tracking`; part of the policy's name. */
  name: string
  to: NetworkPeer[]
  /** TCP port, e.g. 5000. */
  port: number
}

/** Arguments of {@link Pipelines}. */
export interface PipelinesArgs {
  ownership: Ownership
  /** Namespace to make. @default the component's name */
  namespace?: string
  /** Image of Airflow 3.3 with the DAGs in it, by digest: that of `images/airflow`. */
  image: ImageRef
  /** Airflow's own database. */
  database: PostgresAccess
  /** Where logs of tasks go. */
  logs: ObjectStorageAccess
  /** Identities of the pods in AWS. Required where `logs` has no credentials. */
  aws?: PipelinesAws
  tasks: PipelinesTasks
  /** @default none: `kubectl port-forward` reaches the page, on which nobody can sign in */
  address?: PipelinesAddress
  /** @default none */
  egress?: PipelinesEgress[]
}
