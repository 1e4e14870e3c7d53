import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { isBlock } from '../cidr-block.ts'
import { retentionProblems } from '../log-settings.ts'
import { tagsOf } from '../ownership.ts'
import type { EdgeArgs, EdgeBackend } from './edge-args.ts'
import { COUNTABLE_RULES } from './firewall-rules.ts'
import { LOAD_BALANCER_ZONES } from './load-balancer-zones.ts'

/** What the arguments decide about the structure, without any output. */
export interface EdgePlan {
  /** Of all backends. */
  readonly hostNames: readonly [string, ...string[]]
  /** The backend and further ones, by the name of their Ingress. */
  readonly backends: Readonly<Record<string, EdgeBackend>>
  /** Hosted zone of the region's load balancers, for alias records. */
  readonly loadBalancerZone: string
  readonly scheme: 'internal' | 'internet-facing'
  readonly allowedCidrs: readonly string[]
  readonly rateLimit: number
  readonly countedRules: readonly string[]
  readonly logRetentionDays: number
  readonly deregistrationSeconds: number
}

const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/

/**
 * Checks the arguments and settles what they leave open.
 *
 * @throws ArgumentError with every problem.
 */
export function planEdge(name: string, args: EdgeArgs): EdgePlan {
  const { publicAccess, internalCidrs } = args
  const { backend, moreBackends = [] } = args
  const [first = '', ...more] = [backend, ...moreBackends].flatMap(({ hostNames }) => hostNames)
  const plan: EdgePlan = {
    hostNames: [first, ...more],
    backends: {
      [name]: backend,
      ...Object.fromEntries(moreBackends.map((one) => [`${name}-${one.hostNames[0]}`, one])),
    },
    loadBalancerZone: LOAD_BALANCER_ZONES[args.region] ?? '',
    scheme: publicAccess === undefined ? 'internal' : 'internet-facing',
    allowedCidrs: publicAccess?.allowedCidrs ?? internalCidrs ?? [],
    rateLimit: args.requestsPerFiveMinutes ?? 10_000,
    countedRules: args.countedRules ?? ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY'],
    logRetentionDays: args.logRetentionDays ?? 365,
    deregistrationSeconds: args.deregistrationSeconds ?? 20,
  }
  refuse('Edge', name, [
    ...nameProblems(name, args),
    ...accessProblems(args, plan),
    ...bucketProblems(args),
    ...numberProblems(plan),
    ...subnetProblems(args),
    ...ruleProblems(plan),
    ...tagProblems(args),
  ])
  return plan
}

function nameProblems(name: string, args: EdgeArgs): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  const { domain, backend, moreBackends = [], region } = args
  if (!/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name))
    problems.push({ argument: 'name', got: name, allowed: 'at most 40 of a–z, 0–9 and hyphen' })
  if (!HOST.test(domain))
    problems.push({
      argument: 'domain',
      got: domain,
      allowed: 'a domain, e.g. dataspace.example.org',
    })
  const inside = (host: string) => host === domain || host.endsWith(`.${domain}`)
  const hosts = [backend, ...moreBackends].flatMap(({ hostNames }) => hostNames)
  const empty = moreBackends.some(({ hostNames }) => hostNames.length === 0)
  const good = hosts.every((host) => HOST.test(host) && inside(host))
  if (!good || empty || backend.hostNames.length === 0 || new Set(hosts).size < hosts.length)
    problems.push({
      argument: 'backend.hostNames',
      got: hosts,
      allowed: `one or more different host names in ${domain}`,
    })
  if (LOAD_BALANCER_ZONES[region] === undefined)
    problems.push({
      argument: 'region',
      got: region,
      allowed: `one of ${Object.keys(LOAD_BALANCER_ZONES).join(', ')}`,
    })
  return problems
}

function accessProblems(args: EdgeArgs, { allowedCidrs }: EdgePlan): ArgumentProblem[] {
  const { publicAccess, internalCidrs } = args
  if ((publicAccess === undefined) === (internalCidrs === undefined))
    return [
      {
        argument: 'internalCidrs',
        got: publicAccess === undefined ? 'neither' : 'both',
        allowed: 'given without publicAccess, or left out with it',
      },
    ]
  const argument = publicAccess === undefined ? 'internalCidrs' : 'publicAccess.allowedCidrs'
  const good = allowedCidrs.length > 0 && allowedCidrs.every(isBlock)
  const problems: ArgumentProblem[] = good
    ? []
    : [{ argument, got: allowedCidrs, allowed: 'one or more blocks, e.g. 10.20.0.0/16' }]
  const everywhere = allowedCidrs.filter((cidr) => cidr.endsWith('/0'))
  if (publicAccess === undefined && everywhere.length > 0)
    problems.push({
      argument,
      got: everywhere,
      allowed: "the network's and the institutions' own blocks",
      fix: 'use publicAccess for access from the internet',
    })
  return problems
}

function bucketProblems({ accessLogs }: EdgeArgs): ArgumentProblem[] {
  if (accessLogs.keyArn === undefined) return []
  return [
    {
      argument: 'accessLogs',
      got: 'a bucket with a KMS key',
      allowed: "a bucket encrypted by S3's own key: load balancers cannot write to others",
    },
  ]
}

function numberProblems(plan: EdgePlan): ArgumentProblem[] {
  const { rateLimit, logRetentionDays, deregistrationSeconds } = plan
  const problems: ArgumentProblem[] = []
  if (!Number.isInteger(rateLimit) || rateLimit < 10 || rateLimit > 2_000_000_000)
    problems.push({
      argument: 'requestsPerFiveMinutes',
      got: rateLimit,
      allowed: 'a whole number from 10 to 2000000000',
    })
  problems.push(...retentionProblems('logRetentionDays', logRetentionDays))
  const whole = Number.isInteger(deregistrationSeconds)
  if (!whole || deregistrationSeconds < 0 || deregistrationSeconds > 3600)
    problems.push({
      argument: 'deregistrationSeconds',
      got: deregistrationSeconds,
      allowed: '0–3600',
    })
  return problems
}

function subnetProblems({ subnetIds }: EdgeArgs): ArgumentProblem[] {
  if (!Array.isArray(subnetIds) || subnetIds.length >= 2) return []
  const allowed = 'two or more, in different zones'
  return [{ argument: 'subnetIds', got: subnetIds.length, allowed }]
}

function ruleProblems({ countedRules }: EdgePlan): ArgumentProblem[] {
  const unknown = countedRules.filter((rule) => !COUNTABLE_RULES.includes(rule))
  if (unknown.length === 0) return []
  const allowed = `of ${COUNTABLE_RULES.join(', ')}`
  return [{ argument: 'countedRules', got: unknown, allowed }]
}

/**
 * The controller reads tags as `a=b,c=d`, parted at the first equals sign:
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/annotations/parser.go
 */
function tagProblems({ ownership }: EdgeArgs): ArgumentProblem[] {
  const odd = Object.entries(tagsOf(ownership)).filter(
    ([key, value]) => /[,=]/.test(key) || value.includes(','),
  )
  if (odd.length === 0) return []
  const got = Object.fromEntries(odd)
  return [
    {
      argument: 'ownership',
      got,
      allowed: 'tags without comma, and without equals sign in their names',
    },
  ]
}
