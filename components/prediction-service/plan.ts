import { type ArgumentProblem, refuse } from '../argument-error.ts'
import type { LabelDetails } from '../kubernetes-labels.ts'
import { DEFAULTS } from './defaults.ts'
import { givenVariables } from './environment.ts'
import { peerProblems } from './peer-problems.ts'
import type { PredictionResources, PredictionServiceArgs } from './prediction-service-args.ts'
import { type SecretFile, secretFiles } from './secret-files.ts'

/** What the arguments decide about the structure, without any output. */
export interface PredictionPlan {
  readonly namespace: string
  readonly labels: LabelDetails
  readonly resources: Required<PredictionResources>
  readonly minReplicas: number
  readonly maxReplicas: number
  readonly drainSeconds: number
  readonly spreadZones: boolean
  readonly files: readonly SecretFile[]
}

/**
 * Checks the arguments and settles what they leave open.
 *
 * @throws ArgumentError with every problem.
 */
export function planPredictionService(name: string, args: PredictionServiceArgs): PredictionPlan {
  const { minReplicas = DEFAULTS.minReplicas, maxReplicas = DEFAULTS.maxReplicas } = args
  const plan: PredictionPlan = {
    namespace: args.namespace ?? name,
    labels: { application: 'prediction-service', instance: name },
    resources: { ...DEFAULTS.resources, ...args.resources },
    minReplicas,
    maxReplicas,
    drainSeconds: args.drainSeconds ?? DEFAULTS.drainSeconds,
    spreadZones: args.spreadZones ?? true,
    files: secretFiles(args),
  }
  refuse('PredictionService', name, [
    ...nameProblems(name, plan.namespace),
    ...institutionProblems(args),
    ...secretProblems(args),
    ...signInProblems(args),
    ...sizeProblems(plan),
    ...imageProblems(args),
    ...settingProblems(args),
    ...peerProblems(args),
  ])
  return plan
}

const DNS_LABEL = /^[a-z]([a-z0-9-]*[a-z0-9])?$/

function nameProblems(name: string, namespace: string): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  // The longest object is `<name>-migrate-<10 digits>`; a Job's name is a label of its pods.
  if (!DNS_LABEL.test(name) || name.length > 44)
    problems.push({
      argument: 'name',
      got: name,
      allowed: 'at most 44 of a–z, 0–9 and hyphen, starting with a letter',
    })
  const reserved = namespace === 'default' || namespace.startsWith('kube-')
  if (!DNS_LABEL.test(namespace) || namespace.length > 63 || reserved)
    problems.push({
      argument: 'namespace',
      got: namespace,
      allowed: 'at most 63 of a–z, 0–9 and hyphen, and neither "default" nor "kube-…"',
    })
  return problems
}

function institutionProblems({ institutions }: PredictionServiceArgs): ArgumentProblem[] {
  const ids = institutions.map(({ id }) => id)
  const good = ids.every((id) => /^[a-z0-9][a-z0-9-]{1,31}$/.test(id) && !id.endsWith('-file'))
  if (good && ids.length > 0 && new Set(ids).size === ids.length) return []
  const allowed =
    'one or more with different ids, each 2–32 of a–z, 0–9 and hyphen and not ending in -file'
  return [{ argument: 'institutions', got: ids, allowed }]
}

function secretProblems({ aws, secretName, database }: PredictionServiceArgs): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  if ((aws === undefined) === (secretName === undefined))
    problems.push({
      argument: 'aws',
      got: aws === undefined ? 'neither' : 'both',
      allowed: 'given without secretName, or left out with it',
      fix: 'give aws on EKS, secretName on a cluster without AWS',
    })
  if (aws !== undefined && database.secretArn === undefined)
    problems.push({ argument: 'database.secretArn', got: undefined, allowed: 'given with aws' })
  return problems
}

function signInProblems({ signIn, secretName }: PredictionServiceArgs): ArgumentProblem[] {
  if (signIn === undefined) return []
  const problems: ArgumentProblem[] = []
  if (!/^https:\/\/[\w.-]+(:\d{1,5})?(\/[\w.~/-]*)?$/.test(signIn.issuer))
    problems.push({ argument: 'signIn.issuer', got: signIn.issuer, allowed: 'an https address' })
  if (signIn.clientId === '')
    problems.push({ argument: 'signIn.clientId', got: '', allowed: 'the id of an application' })
  if (secretName !== undefined && signIn.clientSecret !== undefined)
    problems.push({
      argument: 'signIn.clientSecret',
      got: 'a secret beside secretName',
      allowed: `left out: it is the key oidc-client-secret of ${secretName}`,
    })
  return problems
}

function sizeProblems(plan: PredictionPlan): ArgumentProblem[] {
  const { minReplicas, maxReplicas, drainSeconds } = plan
  const problems: ArgumentProblem[] = []
  const whole = Number.isInteger(minReplicas) && Number.isInteger(maxReplicas)
  if (!whole || minReplicas < 1 || maxReplicas < minReplicas)
    problems.push({
      argument: 'minReplicas',
      got: [minReplicas, maxReplicas],
      allowed: 'a whole number of at least 1 and at most maxReplicas',
    })
  if (!Number.isInteger(drainSeconds) || drainSeconds < 5 || drainSeconds > 600)
    problems.push({ argument: 'drainSeconds', got: drainSeconds, allowed: '5–600' })
  return problems
}

function imageProblems({ image }: PredictionServiceArgs): ArgumentProblem[] {
  const { reference } = image
  if (typeof reference !== 'string' || /@sha256:[0-9a-f]{64}$/.test(reference)) return []
  const allowed = '<repository>@sha256:<64 hexadecimal digits>'
  return [{ argument: 'image.reference', got: reference, allowed }]
}

function settingProblems(args: PredictionServiceArgs): ArgumentProblem[] {
  const taken = givenVariables(args)
  return Object.keys(args.settings ?? {})
    .filter((variable) => taken.has(variable) || !/^[A-Z][A-Z0-9_]*$/.test(variable))
    .map((variable) => ({
      argument: 'settings',
      got: variable,
      allowed: 'variables that the component does not set itself and that hold no secret',
    }))
}
