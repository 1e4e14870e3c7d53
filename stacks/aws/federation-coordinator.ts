import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { DENY_ALL, outgoing, TO_DNS, toPodIdentity } from '../../components/kubernetes-network.ts'
import {
  type Ground,
  makeNamespace,
  makePolicies,
} from '../../components/namespace/restricted-namespace.ts'
import { computeOf, hardenedAs, restrictedPod } from '../../components/namespace/restricted-pod.ts'
import {
  WorkloadIdentity,
  type WorkloadIdentityArgs,
} from '../../components/workload-identity/workload-identity.ts'
import type { AwsSettings } from '../settings/settings.ts'
import type { FederationGround, FederationRound } from './federation.ts'
import type { Foundation } from './foundation.ts'

/** Namespace, service account and first part of the Jobs' names. */
const NAME = 'federation-coordinator'

/** User of the service's image. */
const ID = 10_001
const WORK = '/work'
const COMPUTE = { cpuRequest: '250m', memoryRequest: '512Mi', cpuLimit: '1', memoryLimit: '1Gi' }

/** One step of the coordinator's: what `dataspace federate` is called with, and what it sends. */
interface CoordinatorStep {
  readonly name: 'contract' | 'merge' | 'finish'
  readonly words: readonly string[]
  readonly result: string
}

/**
 * Makes the coordinator's place: a namespace with an identity that reads and writes the round's files
 * alone, and three CronJobs that are suspended: people run them, one step after the other, by
 * `kubectl create job --from=cronjob/federation-coordinator-contract`.
 */
export function makeCoordinator(
  foundation: Foundation,
  ground: FederationGround,
  round: FederationRound,
): void {
  const { settings, ownership } = foundation
  const { cluster, inCluster } = ground.cluster
  const component = new pulumi.ComponentResource(
    'dataspace:program:Coordinator',
    NAME,
    {},
    inCluster,
  )
  const labels = { application: 'federation', instance: NAME }
  const place = makeNamespace(NAME, { namespace: NAME, ownership, labels }, component)
  const guards = makePolicies(place, {
    'deny-all': DENY_ALL,
    'to-dns': TO_DNS,
    'to-storage': outgoing({ from: {}, to: [...round.storagePeers], ports: [443] }),
    'to-identity': toPodIdentity({}),
  })
  const account = new k8s.core.v1.ServiceAccount(
    NAME,
    { metadata: place.metadata(NAME), automountServiceAccountToken: false },
    place.inside,
  )
  const identity = new WorkloadIdentity(
    NAME,
    {
      ownership,
      cluster,
      namespace: NAME,
      serviceAccount: NAME,
      statements: statementsOf(foundation, round),
    },
    { parent: component },
  )
  const parts = { settings, ground, round, account: account.metadata.name }
  for (const step of stepsOf(settings)) makeStep(place, { ...parts, step }, [...guards, identity])
}

/** The round's files and their bucket's key: no table of anybody's. */
function statementsOf(
  { settings, keys }: Foundation,
  { exchange: { bucket, prefix } }: FederationRound,
): WorkloadIdentityArgs['statements'] {
  const through = [`s3.${settings.region}.amazonaws.com`]
  return [
    {
      sid: 'FilesOfTheRound',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [pulumi.interpolate`${bucket.arn}/${prefix}*`],
    },
    {
      sid: 'ListThem',
      actions: ['s3:ListBucket'],
      resources: [bucket.arn],
      conditions: [{ operator: 'StringLike', key: 's3:prefix', values: [`${prefix}*`] }],
    },
    {
      sid: 'KeyOfTheBucket',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [keys.purpose('lake').arn],
      conditions: [{ operator: 'StringEquals', key: 'kms:ViaService', values: through }],
    },
  ]
}

function stepsOf({ federation, institutions }: AwsSettings): CoordinatorStep[] {
  const ids = Object.keys(institutions)
  const { minLeaf, epsilon, round } = federation
  const agreed = ['--contract', `${WORK}/contract.json`]
  const sent = (name: string) => ids.map((id) => `${WORK}/${id}/${name}.json`)
  const contributions = [...agreed, '--contributions', ...sent('contribution')]
  const mode = epsilon === undefined ? [] : ['--epsilon', String(epsilon)]
  return [
    {
      name: 'contract',
      words: ['--institutions', ids.join(','), '--leaf', `${minLeaf}`, '--round', round, ...mode],
      result: 'contract.json',
    },
    { name: 'merge', words: contributions, result: 'draft.json' },
    {
      name: 'finish',
      words: [...contributions, '--judgements', ...sent('judgement')],
      result: 'model.json',
    },
  ]
}

interface StepParts {
  readonly settings: AwsSettings
  readonly ground: FederationGround
  readonly round: FederationRound
  readonly account: pulumi.Input<string>
  readonly step: CoordinatorStep
}

function makeStep(place: Ground, parts: StepParts, dependsOn: pulumi.Resource[]): void {
  const name = `${NAME}-${parts.step.name}`
  new k8s.batch.v1.CronJob(
    name,
    {
      metadata: place.metadata(name),
      spec: {
        // A CronJob needs one; suspended, it never comes.
        schedule: '0 0 1 1 *',
        suspend: true,
        concurrencyPolicy: 'Forbid',
        jobTemplate: {
          spec: {
            backoffLimit: 0,
            activeDeadlineSeconds: 3600,
            ttlSecondsAfterFinished: 7 * 24 * 3600,
            template: { spec: podOf(parts) },
          },
        },
      },
    },
    { ...place.inside, dependsOn },
  )
}

/** Fetches the round's files, works on them, and sends the result. */
function podOf({ settings, ground, round, account, step }: StepParts) {
  const { bucket, prefix } = round.exchange
  const files = pulumi.interpolate`s3://${bucket.bucketName}/${prefix}`
  const result = `${WORK}/${step.result}`
  const copy = ['s3', 'cp', '--no-progress', '--only-show-errors']
  const transfer = (name: string, words: pulumi.Input<string>[]) => ({
    ...container(name, round.transferImage.reference),
    args: [...copy, ...words],
    env: [
      { name: 'AWS_REGION', value: settings.region },
      { name: 'HOME', value: '/tmp' },
    ],
  })
  const work = {
    ...container(step.name, ground.image.reference),
    args: ['federate', step.name, ...step.words, '--output', result],
  }
  const fetches = step.name === 'contract' ? [] : [transfer('fetch', ['--recursive', files, WORK])]
  return {
    ...restrictedPod(account, ID),
    restartPolicy: 'Never',
    initContainers: [...fetches, work],
    containers: [transfer('deliver', [result, pulumi.interpolate`${files}${step.result}`])],
    volumes: [
      { name: 'work', emptyDir: { sizeLimit: '256Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    ],
  }
}

const container = (name: string, image: pulumi.Input<string>) => ({
  name,
  image,
  imagePullPolicy: 'IfNotPresent',
  resources: computeOf(COMPUTE, '512Mi'),
  securityContext: hardenedAs(ID),
  volumeMounts: [
    { name: 'work', mountPath: WORK },
    { name: 'tmp', mountPath: '/tmp' },
  ],
})
