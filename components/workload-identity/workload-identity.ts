import * as pulumi from '@pulumi/pulumi'
import { type ArgumentProblem, refuse } from '../argument-error.ts'
import type { ClusterRef } from '../cluster/cluster-ref.ts'
import type { Ownership } from '../ownership.ts'
import { grantPodIdentity, podsOf } from './pod-identity.ts'
import { statementProblems, type WorkloadIdentityStatement } from './statements.ts'

/** Arguments of {@link WorkloadIdentity}. */
export interface WorkloadIdentityArgs {
  ownership: Ownership
  /** Cluster that the pods run on; it needs the add-on `eks-pod-identity-agent`. */
  cluster: ClusterRef
  /** Namespace of the pods. */
  namespace: string
  /** Service account of the pods. It need not exist yet and carries no annotation. */
  serviceAccount: string
  /** What the pods may do, and nothing else. */
  statements: WorkloadIdentityStatement[]
}

/**
 * Lets the pods of one service account call AWS, by EKS Pod Identity: a role that EKS alone may
 * assume, for this cluster, namespace and service account; a policy of its own; the association.
 *
 * Resources: `aws.iam.Role`, `aws.iam.Policy`, `aws.iam.RolePolicyAttachment`,
 * `aws.eks.PodIdentityAssociation`. Cost: none (IAM and Pod Identity are free of charge).
 *
 * It makes neither the service account nor the namespace, and knows no wildcard principals, no
 * policies of AWS's and no actions on everything.
 *
 * @example
 * ```ts
 * const identity = new WorkloadIdentity('predictions', {
 *   ownership,
 *   cluster,
 * namespace: 'readmission',
 *   serviceAccount: 'predictions',
 *   statements: [
 *     {
 *       sid: 'ReadModels',
 *       actions: ['s3:GetObject'],
 *       resources: [pulumi.interpolate`${models.arn}/*`],
 *     },
 *   ],
 * })
 * ```
 */
export class WorkloadIdentity extends pulumi.ComponentResource {
  /** ARN of the role. */
  readonly roleArn: pulumi.Output<string>
  /** Name of the role, e.g. to attach a further policy. */
  readonly roleName: pulumi.Output<string>
  /** Namespace of the pods. */
  readonly namespace: pulumi.Output<string>
  /**
   * Service account of the pods, known once the association exists: a Deployment that takes its
   * `serviceAccountName` from here does not start pods that get no credentials.
   */
  readonly serviceAccount: pulumi.Output<string>

  constructor(name: string, args: WorkloadIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse('WorkloadIdentity', name, problemsOf(args))
    super('dataspace:index:WorkloadIdentity', name, {}, opts)
    const { cluster, namespace, serviceAccount, ownership, statements } = args
    const subject = podsOf(cluster, namespace, serviceAccount)
    const grant = { subject, ownership, statements }
    const { role, association } = grantPodIdentity(name, grant, { parent: this })
    this.roleArn = role.arn
    this.roleName = role.name
    this.namespace = association.namespace
    this.serviceAccount = association.serviceAccount
    this.registerOutputs({
      roleArn: this.roleArn,
      roleName: this.roleName,
      namespace: this.namespace,
      serviceAccount: this.serviceAccount,
    })
  }
}

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

function problemsOf(args: WorkloadIdentityArgs): ArgumentProblem[] {
  const { namespace, serviceAccount, statements } = args
  const problems: ArgumentProblem[] = []
  const allowed = 'a lower-case DNS label of at most 63 characters'
  if (!LABEL.test(namespace)) problems.push({ argument: 'namespace', got: namespace, allowed })
  if (!LABEL.test(serviceAccount))
    problems.push({ argument: 'serviceAccount', got: serviceAccount, allowed })
  if (statements.length === 0)
    problems.push({
      argument: 'statements',
      got: statements,
      allowed: 'one or more statements',
      fix: 'a workload that calls nothing in AWS needs no identity',
    })
  return [...problems, ...statementProblems(statements)]
}
