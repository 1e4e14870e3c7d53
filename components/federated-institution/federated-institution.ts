import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { labelsOf } from '../kubernetes-labels.ts'
import { DataClass, type Ownership } from '../ownership.ts'
import { grantPodIdentity, podsOf } from '../workload-identity/pod-identity.ts'
import type { FederatedInstitutionArgs } from './federated-institution-args.ts'
import { federationNetworkPolicies } from './federation-network-policies.ts'
import {
  type FederationPlan,
  institutionStatements,
  planFederatedInstitution,
} from './federation-plan.ts'
import { destinationOf, FederatedStep, federationPod } from './federation-pod.ts'

/**
 * One institution's part in federated training, closed off from every other's: a namespace with
 * quota and network policies, an identity that can read the institution's own prefix with its own
 * key and nothing of another's, a disk for the privacy ledger, and two CronJobs, which train the
 * contribution and judge what was merged. They are suspended unless there is a schedule, and run by
 * `kubectl create job --from=cronjob/<name>-train`.
 *
 * Makes: Namespace, ResourceQuota, NetworkPolicies, ServiceAccount, PersistentVolumeClaim, CronJobs;
 * on AWS a role, its policy and its association with the service account.
 *
 * Cost a month: 0.10 USD for the ledger's 1 GiB (AWS's list price of gp3 storage in Frankfurt); pods
 * use the cluster's nodes for minutes a round.
 *
 * It makes no bucket and no key (see DataLake and Keys), runs nothing of the coordinator's, and does
 * not back the ledger up: losing it would forget what patients have cost.
 *
 * @example
 * ```ts
 * new FederatedInstitution('federation-ukhd', {
 *   ownership,
 *   institution: 'ukhd',
 *   image,
 *   transferImage: { reference: 'registry.example/aws-cli@sha256:…' },
 *   region: 'eu-central-1',
 *   stays: { bucket: ukhdBucket, prefix: 'training/', object: 'stays.csv' },
 *   exchange: { bucket: exchangeBucket, prefix: 'rounds/2027-1/' },
 *   cluster,
 *   storagePeers: [{ cidr: '10.20.0.0/20' }],
 * }, { provider: clusterProvider })
 * ```
 */
export class FederatedInstitution extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>
  readonly serviceAccountName: pulumi.Output<string>
  /** ARN of the pods' role; empty outside AWS. */
  readonly roleArn: pulumi.Output<string>
  /** Name of the CronJob that trains. */
  readonly trainJobName: pulumi.Output<string>
  /** Name of the CronJob that judges. */
  readonly judgeJobName: pulumi.Output<string>
  /** Where contributions are written, `s3://<bucket>/<prefix><institution>/contribution.json`. */
  readonly contributionUrl: pulumi.Output<string>

  constructor(
    name: string,
    args: FederatedInstitutionArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const plan = planFederatedInstitution(name, args)
    super('dataspace:index:FederatedInstitution', name, {}, opts)
    const site = siteOf({ name, args, plan, parent: this })
    const guards = [makeQuota(site), ...makePolicies(site)]
    const account = makeAccount(site)
    const identity = makeIdentity(site)
    const ledger = makeLedger(site)
    const [train, judge] = [FederatedStep.Train, FederatedStep.Judge].map((step) =>
      makeCronJob(site, { step, account, ledger }, [...guards, ...identity.ready]),
    ) as [k8s.batch.v1.CronJob, k8s.batch.v1.CronJob]
    this.namespace = site.namespace.metadata.name
    this.serviceAccountName = account.metadata.name
    this.roleArn = identity.roleArn
    this.trainJobName = train.metadata.name
    this.judgeJobName = judge.metadata.name
    this.contributionUrl = destinationOf(args, FederatedStep.Train)
    this.registerOutputs({
      namespace: this.namespace,
      serviceAccountName: this.serviceAccountName,
      roleArn: this.roleArn,
      trainJobName: this.trainJobName,
      judgeJobName: this.judgeJobName,
      contributionUrl: this.contributionUrl,
    })
  }
}

interface Ground {
  readonly name: string
  readonly args: FederatedInstitutionArgs
  readonly plan: FederationPlan
  readonly parent: pulumi.Resource
}

interface Site extends Ground {
  readonly namespace: k8s.core.v1.Namespace
  readonly labels: Record<string, string>
  readonly metadata: (name: string) => k8s.types.input.meta.v1.ObjectMeta
  readonly inside: pulumi.CustomResourceOptions
}

/** Everything here belongs to the institution and may see its patients. */
const ownershipOf = ({ ownership, institution }: FederatedInstitutionArgs): Ownership => ({
  ...ownership,
  institution,
  dataClass: DataClass.Phi,
})

function siteOf(ground: Ground): Site {
  const { name, args, plan, parent } = ground
  const labels = labelsOf(ownershipOf(args), plan.labels)
  const levels = ['enforce', 'warn', 'audit'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
  ])
  const namespace = new k8s.core.v1.Namespace(
    name,
    {
      metadata: { name: plan.namespace, labels: { ...labels, ...Object.fromEntries(levels) } },
    },
    { parent },
  )
  return {
    ...ground,
    namespace,
    labels,
    metadata: (child) => ({ name: child, namespace: namespace.metadata.name, labels }),
    inside: { parent, deletedWith: namespace },
  }
}

/** One pod at a time, so that two releases never ask the ledger at once, and nothing that listens. */
function makeQuota({ name, plan, metadata, inside }: Site): pulumi.Resource {
  const hard = {
    pods: '1',
    'requests.cpu': plan.cpu,
    'limits.cpu': plan.cpu,
    'requests.memory': plan.memory,
    'limits.memory': plan.memory,
    persistentvolumeclaims: '1',
    services: '0',
  }
  return new k8s.core.v1.ResourceQuota(name, { metadata: metadata(name), spec: { hard } }, inside)
}

function makePolicies({ name, args, metadata, inside }: Site): pulumi.Resource[] {
  return Object.entries(federationNetworkPolicies(args)).map(
    ([role, spec]) =>
      new k8s.networking.v1.NetworkPolicy(
        `${name}-${role}`,
        { metadata: metadata(`${name}-${role}`), spec },
        inside,
      ),
  )
}

function makeAccount({ name, metadata, inside }: Site): k8s.core.v1.ServiceAccount {
  return new k8s.core.v1.ServiceAccount(
    name,
    { metadata: metadata(name), automountServiceAccountToken: false },
    inside,
  )
}

function makeIdentity({ name, args, plan, parent }: Site): {
  roleArn: pulumi.Output<string>
  ready: readonly pulumi.Resource[]
} {
  if (args.cluster === undefined) return { roleArn: pulumi.output(''), ready: [] }
  const { role, ready } = grantPodIdentity(
    name,
    {
      subject: podsOf(args.cluster, plan.namespace, name),
      ownership: ownershipOf(args),
      ...(args.roleName !== undefined && { roleName: args.roleName }),
      statements: institutionStatements(args),
    },
    { parent },
  )
  return { roleArn: role.arn, ready }
}

/** Deleting the ledger would forget what patients have cost, so it is protected. */
function makeLedger({ name, args, metadata, parent }: Site): pulumi.Output<string> {
  const { ledgerStorageClass: storageClassName } = args
  return new k8s.core.v1.PersistentVolumeClaim(
    `${name}-ledger`,
    {
      // There is no disk before the first pod: waiting for it would wait for ever.
      metadata: { ...metadata(`${name}-ledger`), annotations: { 'pulumi.com/skipAwait': 'true' } },
      spec: {
        accessModes: ['ReadWriteOncePod'],
        resources: { requests: { storage: '1Gi' } },
        ...(storageClassName !== undefined && { storageClassName }),
      },
    },
    { parent, protect: args.protect ?? true },
  ).metadata.name
}

function makeCronJob(
  site: Site,
  given: {
    step: FederatedStep
    account: k8s.core.v1.ServiceAccount
    ledger: pulumi.Output<string>
  },
  dependsOn: pulumi.Resource[],
): k8s.batch.v1.CronJob {
  const { name, args, plan, labels, metadata, inside } = site
  const { step, account, ledger } = given
  const schedule = step === FederatedStep.Train ? args.schedule : undefined
  const serviceAccount = account.metadata.name
  return new k8s.batch.v1.CronJob(
    `${name}-${step}`,
    {
      metadata: metadata(`${name}-${step}`),
      spec: {
        // A CronJob needs one; suspended, it never comes.
        schedule: schedule ?? '0 0 1 1 *',
        suspend: schedule === undefined,
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels },
          spec: {
            // Never again by itself: a second try would cost every patient a second time.
            backoffLimit: 0,
            activeDeadlineSeconds: 3600,
            ttlSecondsAfterFinished: 7 * 24 * 3600,
            template: {
              metadata: { labels },
              spec: federationPod({ plan, args, serviceAccount, ledger }, step),
            },
          },
        },
      },
    },
    { ...inside, dependsOn },
  )
}
