import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { ClusterRef } from '../cluster/cluster-ref.ts'
import { type Ownership, tagsOf } from '../ownership.ts'
import { policyDocument, type WorkloadIdentityStatement } from './statements.ts'

/** The pods that a role is for: those of one service account in one namespace of one cluster. */
export interface PodIdentitySubject {
  readonly clusterName: pulumi.Input<string>
  readonly clusterArn: pulumi.Input<string>
  /** Account of the cluster. */
  readonly accountId: pulumi.Input<string>
  readonly namespace: string
  readonly serviceAccount: string
}

/** Pods of a cluster; whose account it is, its ARN tells. */
export function podsOf(
  cluster: ClusterRef,
  namespace: string,
  serviceAccount: string,
): PodIdentitySubject {
  const { clusterName, arn: clusterArn } = cluster
  const accountId = pulumi.output(clusterArn).apply((arn) => arn.split(':')[4] ?? '')
  return { clusterName, clusterArn, accountId, namespace, serviceAccount }
}

/** A role for pods, and what it may do. */
export interface PodIdentityGrant {
  readonly subject: PodIdentitySubject
  readonly ownership: Ownership
  /** Name of the role, where others have to know it beforehand. @default one of the engine's */
  readonly roleName?: string
  /** Policies of AWS's that go with the role. */
  readonly managedPolicyArns?: Readonly<Record<string, string>>
  /** What the pods may do beyond; absent for nothing. */
  readonly statements?: pulumi.Input<WorkloadIdentityStatement[]>
}

/** What a grant made. */
export interface PodIdentity {
  readonly role: aws.iam.Role
  readonly association: aws.eks.PodIdentityAssociation
  /** All that has to exist before a pod starts. */
  readonly ready: readonly pulumi.Resource[]
}

/**
 * Trust policy of a pod's role. EKS assumes the role with session tags that say whose pod it is, so
 * the role is useless to any other service account, even to one it is associated with by mistake.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export function podIdentityTrust(subject: PodIdentitySubject): object {
  const { accountId, clusterArn, namespace, serviceAccount } = subject
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'PodsOfOneServiceAccount',
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: {
            'aws:SourceAccount': accountId,
            'aws:RequestTag/kubernetes-namespace': namespace,
            'aws:RequestTag/kubernetes-service-account': serviceAccount,
          },
          ArnEquals: { 'aws:SourceArn': clusterArn },
        },
      },
    ],
  }
}

/** Makes a role, its policies and its association with a service account. */
export function grantPodIdentity(
  name: string,
  grant: PodIdentityGrant,
  opts: pulumi.CustomResourceOptions,
): PodIdentity {
  const { subject, ownership, roleName, managedPolicyArns = {}, statements } = grant
  const { clusterName, namespace, serviceAccount } = subject
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      ...(roleName !== undefined && { name: roleName }),
      description: `Pods of service account ${namespace}/${serviceAccount}`,
      assumeRolePolicy: pulumi.jsonStringify(podIdentityTrust(subject)),
      tags: tagsOf(ownership, { name: `${name}-role` }),
    },
    opts,
  )
  const policies: Record<string, pulumi.Input<string>> = { ...managedPolicyArns }
  if (statements !== undefined) policies.own = ownPolicy(name, { ...grant, statements }, opts).arn
  const attachments = Object.entries(policies).map(
    ([key, policyArn]) =>
      new aws.iam.RolePolicyAttachment(`${name}-${key}`, { role: role.name, policyArn }, opts),
  )
  const association = new aws.eks.PodIdentityAssociation(
    `${name}-association`,
    {
      clusterName,
      namespace,
      serviceAccount,
      roleArn: role.arn,
      tags: tagsOf(ownership, { name: `${name}-association` }),
    },
    pulumi.mergeOptions(opts, { dependsOn: attachments }),
  )
  return { role, association, ready: [...attachments, association] }
}

function ownPolicy(
  name: string,
  {
    subject,
    ownership,
    statements,
  }: PodIdentityGrant & { statements: pulumi.Input<WorkloadIdentityStatement[]> },
  opts: pulumi.CustomResourceOptions,
): aws.iam.Policy {
  return new aws.iam.Policy(
    `${name}-policy`,
    {
      description: `What pods of ${subject.namespace}/${subject.serviceAccount} may do`,
      policy: pulumi.jsonStringify(pulumi.output(statements).apply(policyDocument)),
      tags: tagsOf(ownership, { name: `${name}-policy` }),
    },
    opts,
  )
}
