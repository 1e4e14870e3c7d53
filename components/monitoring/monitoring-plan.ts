import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { isHostName } from '../host-name.ts'
import type { LabelDetails } from '../kubernetes-labels.ts'
import { neededPeers } from '../kubernetes-network.ts'
import { nameProblems } from '../namespace/restricted-namespace.ts'
import { signInProblems } from '../sign-in-proxy/sign-in-problems.ts'
import type { MonitoringAccess, MonitoringArgs, MonitoringProbe } from './monitoring-args.ts'

/** What the arguments decide about the structure, without any output. */
export interface MonitoringPlan {
  readonly namespace: string
  readonly labels: LabelDetails
  readonly retentionDays: number
  readonly storageGib: number
  readonly replicas: number
  readonly probes: readonly MonitoringProbe[]
}

/**
 * Checks the arguments and settles what they leave open.
 *
 * @throws ArgumentError with every problem.
 */
export function planMonitoring(name: string, args: MonitoringArgs): MonitoringPlan {
  const plan: MonitoringPlan = {
    namespace: args.namespace ?? name,
    labels: { application: 'monitoring', instance: name },
    retentionDays: args.retentionDays ?? 30,
    storageGib: args.storageGib ?? 50,
    replicas: args.replicas ?? 1,
    probes: args.probes ?? [],
  }
  refuse('Monitoring', name, [
    ...nameProblems(name, plan.namespace),
    ...neededPeers('nodes', args.nodes),
    ...deliveryProblems(args),
    ...sizeProblems(plan),
    ...probeProblems(plan.probes),
    ...(args.access === undefined ? [] : accessProblems(args.access)),
    ...ruleProblems(args),
  ])
  return plan
}

function deliveryProblems({ alerts }: MonitoringArgs): ArgumentProblem[] {
  const { topic, webhook, nowhere = false } = alerts
  const problems: ArgumentProblem[] = []
  const somewhere = topic !== undefined || webhook !== undefined
  if (somewhere === nowhere)
    problems.push({
      argument: 'alerts',
      got: Object.keys(alerts),
      allowed: 'a topic, a webhook or both, or nowhere alone',
      fix: 'alerts that nobody gets are none',
    })
  if (webhook === undefined) return problems
  const { url, secretUrl } = webhook
  if ((url === undefined) === (secretUrl === undefined))
    problems.push({
      argument: 'alerts.webhook',
      got: Object.keys(webhook),
      allowed: 'either url or secretUrl',
    })
  if (url !== undefined && !isPlainUrl(url))
    problems.push({
      argument: 'alerts.webhook.url',
      got: withoutSecrets(url),
      allowed: 'an http or https address without user, password and query',
      fix: 'put an address with a secret into secretUrl',
    })
  return problems
}

/** True of an address that can be shown. */
function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search } = new URL(text)
  return /^https?:$/.test(protocol) && [username, password, search].join('') === ''
}

/** An address up to where secrets begin. */
const withoutSecrets = (url: string): string => url.replace(/[^/]*@|[?].*/g, '…')

function sizeProblems(plan: MonitoringPlan): ArgumentProblem[] {
  const bounds = { retentionDays: [1, 1095], storageGib: [5, 16_384], replicas: [1, 2] } as const
  const sizes = ['retentionDays', 'storageGib', 'replicas'] as const
  return sizes.flatMap((argument) => {
    const got = plan[argument]
    const [least, most] = bounds[argument]
    if (Number.isInteger(got) && got >= least && got <= most) return []
    return [{ argument, got, allowed: `a whole number of ${least}–${most}` }]
  })
}

function probeProblems(probes: readonly MonitoringProbe[]): ArgumentProblem[] {
  const names = probes.map(({ name }) => name)
  const good = names.every((name) => /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/.test(name))
  const problems: ArgumentProblem[] = []
  if (!good || new Set(names).size < names.length)
    problems.push({
      argument: 'probes',
      got: names,
      allowed: 'entries with different names, each at most 30 of a–z, 0–9 and hyphen',
    })
  for (const { name, url } of probes)
    if (!isPlainUrl(url))
      problems.push({
        argument: `probes "${name}" url`,
        got: withoutSecrets(url),
        allowed: 'an http or https address without user, password and query',
      })
  return problems
}

function accessProblems(access: MonitoringAccess): ArgumentProblem[] {
  const { hostName, signIn, callers, authorizationUrl, tokenUrl, userInfoUrl } = access
  const problems: ArgumentProblem[] = []
  if (!isHostName(hostName))
    problems.push({
      argument: 'access.hostName',
      got: hostName,
      allowed: 'a host name, e.g. grafana.example.org',
    })
  for (const [key, url] of Object.entries({ authorizationUrl, tokenUrl, userInfoUrl }))
    if (url !== undefined && !(isPlainUrl(url) && url.startsWith('https:')))
      problems.push({ argument: `access.${key}`, got: url, allowed: 'an https address' })
  return [
    ...problems,
    ...neededPeers('access.callers', callers),
    ...signInProblems('access.signIn', signIn),
  ]
}

function ruleProblems({ watchedNamespaces = [], runbooksUrl }: MonitoringArgs) {
  const problems: ArgumentProblem[] = []
  // They become part of a regular expression.
  if (!watchedNamespaces.every((name) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)))
    problems.push({
      argument: 'watchedNamespaces',
      got: watchedNamespaces,
      allowed: 'names of namespaces',
    })
  if (runbooksUrl !== undefined && (!isPlainUrl(runbooksUrl) || runbooksUrl.endsWith('/')))
    problems.push({
      argument: 'runbooksUrl',
      got: runbooksUrl,
      allowed: 'an http or https address without a slash at its end',
    })
  return problems
}
