import type * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { hardenedAs, restrictedPod } from '../namespace/restricted-pod.ts'
import type { FederatedInstitutionArgs } from './federated-institution-args.ts'
import type { FederationPlan } from './federation-plan.ts'

type PodSpec = k8s.types.input.core.v1.PodSpec
type Container = k8s.types.input.core.v1.Container

/** What an institution does in a round. */
export const FederatedStep = {
  /** Train its contribution. */
  Train: 'train',
  /** Judge what the coordinator merged. */
  Judge: 'judge',
} as const
export type FederatedStep = (typeof FederatedStep)[keyof typeof FederatedStep]

/** User and group of the service's image. */
const ID = 10_001
const WORK = '/work'
const LEDGER = '/ledger'
const KEYS = '/keys'

/** Name of what a step sends. */
const SENT = { train: 'contribution.json', judge: 'judgement.json' } as const

/** What a pod refers to. */
export interface FederationPodParts {
  readonly plan: FederationPlan
  readonly args: FederatedInstitutionArgs
  readonly serviceAccount: pulumi.Input<string>
  /** Claim of the ledger's disk. */
  readonly ledger: pulumi.Input<string>
}

/** Where what an institution sends is written. */
export const destinationOf = (
  { exchange, institution }: FederatedInstitutionArgs,
  step: FederatedStep,
): pulumi.Output<string> =>
  pulumi.interpolate`s3://${exchange.bucket.bucketName}/${exchange.prefix}${institution}/${SENT[step]}`

/**
 * The pod of one step: it fetches stays and agreements, works, and delivers, in this order. The
 * working container has no credentials of object storage; the stays are on a disk of memory that
 * goes with the pod.
 */
export function federationPod(parts: FederationPodParts, step: FederatedStep): PodSpec {
  const { args, serviceAccount, ledger } = parts
  const { signingKeySecretName: secretName } = args
  return {
    ...restrictedPod(serviceAccount, ID),
    restartPolicy: 'Never',
    // With this name and process 1, a ledger's lock that a killed pod has left is its own.
    hostname: 'federation',
    initContainers: [...fetches(parts, step), work(parts, step)],
    containers: [transfer(parts, 'deliver', [`${WORK}/${SENT[step]}`, destinationOf(args, step)])],
    volumes: [
      { name: 'work', emptyDir: { medium: 'Memory', sizeLimit: '256Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'ledger', persistentVolumeClaim: { claimName: ledger } },
      ...(secretName === undefined
        ? []
        : [{ name: 'signing-key', secret: { secretName, defaultMode: 0o440 } }]),
    ],
  }
}

function fetches(parts: FederationPodParts, step: FederatedStep): Container[] {
  const { stays, exchange } = parts.args
  const agreed = step === FederatedStep.Judge ? ['contract', 'draft'] : ['contract']
  const from = pulumi.interpolate`s3://${stays.bucket.bucketName}/${stays.prefix}${stays.object}`
  return [
    transfer(parts, 'fetch-stays', [from, `${WORK}/stays.csv`]),
    ...agreed.map((file) =>
      transfer(parts, `fetch-${file}`, [
        pulumi.interpolate`s3://${exchange.bucket.bucketName}/${exchange.prefix}${file}.json`,
        `${WORK}/${file}.json`,
      ]),
    ),
  ]
}

function transfer(
  parts: FederationPodParts,
  name: string,
  paths: pulumi.Input<string>[],
): Container {
  const { args } = parts
  const { storageAccess } = args
  const env = [
    { name: 'AWS_REGION', value: args.region },
    { name: 'HOME', value: '/tmp' },
    ...(storageAccess === undefined
      ? []
      : [{ name: 'AWS_ENDPOINT_URL', value: storageAccess.endpoint }]),
  ]
  return {
    ...container(parts, name),
    image: args.transferImage.reference,
    args: ['s3', 'cp', '--no-progress', '--only-show-errors', ...paths],
    env,
    ...(storageAccess !== undefined && {
      envFrom: [{ secretRef: { name: storageAccess.credentialsSecretName } }],
    }),
    volumeMounts: [
      { name: 'work', mountPath: WORK },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  }
}

function work(parts: FederationPodParts, step: FederatedStep): Container {
  const { institution, image, budget, signingKeySecretName } = parts.args
  const file = (name: string): string => `${WORK}/${name}`
  const signs = signingKeySecretName !== undefined
  return {
    ...container(parts, step),
    image: image.reference,
    args: [
      ...['federate', step, '--json', '--institution', institution],
      ...['--contract', file('contract.json'), '--data', file('stays.csv')],
      ...(step === FederatedStep.Judge ? ['--draft', file('draft.json')] : []),
      ...['--output', file(SENT[step]), '--ledger', `${LEDGER}/ledger.ndjson`],
      ...(budget === undefined ? [] : ['--budget', `${budget}`]),
      ...(signs ? ['--key', `${KEYS}/key.pem`] : []),
    ],
    volumeMounts: [
      { name: 'work', mountPath: WORK },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'ledger', mountPath: LEDGER },
      ...(signs ? [{ name: 'signing-key', mountPath: KEYS, readOnly: true }] : []),
    ],
  }
}

function container({ plan }: FederationPodParts, name: string): Container {
  const amounts = { cpu: plan.cpu, memory: plan.memory, 'ephemeral-storage': '128Mi' }
  return {
    name,
    imagePullPolicy: 'IfNotPresent',
    resources: { requests: amounts, limits: amounts },
    securityContext: hardenedAs(ID),
  }
}
