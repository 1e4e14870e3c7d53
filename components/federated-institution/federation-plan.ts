import * as pulumi from '@pulumi/pulumi'
import { type ArgumentProblem, refuse } from '../argument-error.ts'
import type { WorkloadIdentityStatement } from '../workload-identity/statements.ts'
import type { FederatedInstitutionArgs } from './federated-institution-args.ts'

/** A `FederatedInstitution` with every default in place. */
export interface FederationPlan {
  readonly namespace: string
  readonly cpu: string
  readonly memory: string
  readonly labels: { readonly application: string; readonly instance: string }
}

const ID = /^[a-z]([a-z0-9-]{0,30}[a-z0-9])$/
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const LABEL_WORDS = 'a lower-case DNS label'
const PREFIX = /^([\w.=-]+\/)+$/
const OBJECT = /^[\w.-]+$/
const CRON = /^(\S+ ){4}\S+$/
const BLOCK = /^(\d{1,3}\.){3}\d{1,3}\/(\d|[12]\d|3[0-2])$/

/** Checks the arguments and puts in the defaults. */
export function planFederatedInstitution(
  name: string,
  args: FederatedInstitutionArgs,
): FederationPlan {
  const { institution, namespace = `federation-${institution}`, resources = {} } = args
  refuse('FederatedInstitution', name, [
    ...textProblems(args, namespace),
    ...accessProblems(args),
    ...peerProblems(args),
  ])
  return {
    namespace,
    cpu: resources.cpu ?? '1',
    memory: resources.memory ?? '1Gi',
    labels: { application: 'federated-institution', instance: name },
  }
}

function textProblems(args: FederatedInstitutionArgs, namespace: string): ArgumentProblem[] {
  const { institution, stays, exchange, schedule } = args
  const prefix = 'one or more folders that end with /, e.g. training/'
  const checks: [boolean, string, unknown, string][] = [
    [ID.test(institution), 'institution', institution, '2–32 of a–z, 0–9 and hyphen'],
    [args.namespace === undefined || LABEL.test(namespace), 'namespace', namespace, LABEL_WORDS],
    // An empty prefix would be the whole bucket.
    [PREFIX.test(stays.prefix), 'stays.prefix', stays.prefix, prefix],
    [OBJECT.test(stays.object), 'stays.object', stays.object, 'the name of a file'],
    [PREFIX.test(exchange.prefix), 'exchange.prefix', exchange.prefix, prefix],
    [schedule === undefined || CRON.test(schedule), 'schedule', schedule, "cron's five fields"],
    [args.budget === undefined || args.budget > 0, 'budget', args.budget, 'above 0'],
  ]
  return checks.flatMap(([good, argument, got, allowed]) =>
    good ? [] : [{ argument, got, allowed }],
  )
}

function accessProblems({ cluster, storageAccess }: FederatedInstitutionArgs): ArgumentProblem[] {
  if ((cluster === undefined) !== (storageAccess === undefined)) return []
  return [
    {
      argument: 'cluster and storageAccess',
      got: cluster === undefined ? undefined : ['cluster', 'storageAccess'],
      allowed: 'one of the two',
      fix: 'give cluster on AWS, storageAccess elsewhere',
    },
  ]
}

function peerProblems({ storagePeers }: FederatedInstitutionArgs): ArgumentProblem[] {
  const good = storagePeers.length > 0 && storagePeers.every(({ cidr }) => BLOCK.test(cidr))
  if (good) return []
  return [
    {
      argument: 'storagePeers',
      got: storagePeers,
      allowed: 'one or more blocks, e.g. 10.20.0.0/20',
    },
  ]
}

/**
 * What the institution's pods may do on AWS: read below their own prefix with their own key, read
 * contract and draft of the round, write below their own part of it. Nothing lists a bucket.
 */
export function institutionStatements(args: FederatedInstitutionArgs): WorkloadIdentityStatement[] {
  const { stays, exchange, institution } = args
  const below = (arn: pulumi.Input<string>, path: string) => pulumi.interpolate`${arn}/${path}`
  const { arn } = exchange.bucket
  const own = decrypting('DecryptOwnStays', ['kms:Decrypt'], stays.bucket.keyArn)
  const shared = decrypting(
    'UseKeyOfTheExchange',
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    exchange.bucket.keyArn,
  )
  return [
    {
      sid: 'ReadOwnStays',
      actions: ['s3:GetObject'],
      resources: [below(stays.bucket.arn, `${stays.prefix}*`)],
    },
    ...own,
    {
      sid: 'ReadWhatIsAgreed',
      actions: ['s3:GetObject'],
      resources: ['contract.json', 'draft.json'].map((file) => below(arn, exchange.prefix + file)),
    },
    {
      sid: 'WriteOwnPart',
      actions: ['s3:PutObject'],
      resources: [below(arn, `${exchange.prefix}${institution}/*`)],
    },
    ...shared,
  ]
}

const decrypting = (
  sid: string,
  actions: string[],
  keyArn: pulumi.Input<string> | undefined,
): WorkloadIdentityStatement[] =>
  keyArn === undefined ? [] : [{ sid, actions, resources: [keyArn] }]
