import { isIPv4, isIPv6 } from 'node:net'
import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { isHostName } from '../host-name.ts'
import { DEFAULT_KUBERNETES_VERSION, EKS_ADD_ONS, KUBERNETES_VERSIONS } from '../versions.ts'
import {
  type ClusterAccess,
  ClusterAccessPolicy,
  type ClusterArgs,
  ClusterSupport,
} from './cluster-args.ts'
import { type NodeGroupPlan, nodeGroupProblems, planNodeGroup } from './node-group-plan.ts'

/** A cluster with everything decided. */
export interface ClusterPlan {
  readonly clusterName: string
  readonly logGroupName: string
  readonly logRetentionDays: number
  readonly kubernetesVersion: string
  readonly support: ClusterSupport
  readonly publicEndpointCidrs: string[] | undefined
  readonly serviceCidr: string | undefined
  readonly creatorIsAdmin: boolean
  readonly zonalShift: boolean
  readonly deletionProtection: boolean
  readonly protect: boolean
  readonly nodeGroups: readonly NodeGroupPlan[]
  /** Version of every add-on the version table knows. */
  readonly addOns: Readonly<Record<string, string>>
  readonly nameRewrites: Readonly<Record<string, string>>
}

/**
 * Decides all that a cluster's arguments leave open.
 *
 * @throws ArgumentError with everything that is wrong with them.
 */
export function planCluster(name: string, args: ClusterArgs): ClusterPlan {
  refuse('Cluster', name, [
    ...nameProblems(args.clusterName ?? name),
    ...settingProblems(args),
    ...endpointProblems(args.publicEndpointCidrs),
    ...accessProblems(args.access),
    ...nodeGroupProblems(args.nodeGroups),
    ...addOnProblems(args.addOnVersions ?? {}),
    ...zoneProblems(args.fileSystem?.zones),
    ...rewriteProblems(args.nameRewrites ?? {}),
  ])
  const clusterName = args.clusterName ?? name
  const kubernetesVersion = args.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION
  return {
    clusterName,
    // EKS writes to this name; made first, the group has our key and retention.
    // https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
    logGroupName: `/aws/eks/${clusterName}/cluster`,
    logRetentionDays: args.logRetentionDays ?? 365,
    kubernetesVersion,
    support: args.support ?? ClusterSupport.Standard,
    publicEndpointCidrs: args.publicEndpointCidrs,
    serviceCidr: args.serviceCidr,
    creatorIsAdmin: args.creatorIsAdmin ?? false,
    zonalShift: args.zonalShift ?? true,
    deletionProtection: args.deletionProtection ?? true,
    protect: args.protect ?? false,
    nodeGroups: Object.entries(args.nodeGroups).map(([key, group]) => planNodeGroup(key, group)),
    addOns: { ...EKS_ADD_ONS[kubernetesVersion], ...args.addOnVersions },
    nameRewrites: args.nameRewrites ?? {},
  }
}

function nameProblems(clusterName: string): ArgumentProblem[] {
  if (/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(clusterName)) return []
  const allowed = '1–100 letters, digits, hyphens and underscores, a letter or digit first'
  return [{ argument: 'clusterName', got: clusterName, allowed }]
}

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
]

function settingProblems(args: ClusterArgs): ArgumentProblem[] {
  const { accountId, region, kubernetesVersion, logRetentionDays, serviceCidr } = args
  const versions = KUBERNETES_VERSIONS.map(({ version }) => version)
  const problems: ArgumentProblem[] = []
  if (typeof accountId === 'string' && !/^\d{12}$/.test(accountId))
    problems.push({ argument: 'accountId', got: accountId, allowed: '12 digits' })
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
    problems.push({ argument: 'region', got: region, allowed: 'a region such as eu-central-1' })
  if (kubernetesVersion !== undefined && !versions.includes(kubernetesVersion))
    problems.push({
      argument: 'kubernetesVersion',
      got: kubernetesVersion,
      allowed: `one of ${versions.join(', ')}`,
    })
  if (logRetentionDays !== undefined && !RETENTIONS.includes(logRetentionDays))
    problems.push({
      argument: 'logRetentionDays',
      got: logRetentionDays,
      allowed: `one of CloudWatch's steps: ${RETENTIONS.join(', ')}`,
    })
  if (serviceCidr !== undefined && !isServiceRange(serviceCidr))
    problems.push({
      argument: 'serviceCidr',
      got: serviceCidr,
      allowed: 'a /12 to /24 within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
    })
  return problems
}

function isServiceRange(cidr: string): boolean {
  const prefix = prefixOf(cidr)
  const isPrivate = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(cidr)
  return isPrivate && prefix !== undefined && prefix >= 12 && prefix <= 24
}

/** Length of a CIDR's prefix; undefined when it is none. */
function prefixOf(cidr: string): number | undefined {
  const [address = '', length = '', ...rest] = cidr.split('/')
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN
  return rest.length === 0 && prefix <= most ? prefix : undefined
}

function endpointProblems(cidrs: string[] | undefined): ArgumentProblem[] {
  if (cidrs === undefined) return []
  const fix = 'leave it out for a private endpoint only'
  if (cidrs.length === 0)
    return [{ argument: 'publicEndpointCidrs', got: cidrs, allowed: 'one or more CIDRs', fix }]
  // Two halves of the internet are the internet as well.
  return cidrs.flatMap((cidr, index) =>
    (prefixOf(cidr) ?? 0) >= 8
      ? []
      : [
          {
            argument: `publicEndpointCidrs[${index}]`,
            got: cidr,
            allowed: 'a CIDR of your own networks, /8 or smaller',
            fix,
          },
        ],
  )
}

const POLICIES: readonly string[] = Object.values(ClusterAccessPolicy)
const PRINCIPAL = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/.+$/

function accessProblems(access: Record<string, ClusterAccess>): ArgumentProblem[] {
  return Object.entries(access).flatMap(([key, { policy, namespaces, principalArn }]) => {
    const at = `access.${key}`
    const problems: ArgumentProblem[] = []
    if (!/^[a-z][a-z0-9-]{0,29}$/.test(key))
      problems.push({
        argument: at,
        got: key,
        allowed: 'named by 1–30 lower-case letters, digits and hyphens, a letter first',
      })
    if (typeof principalArn === 'string' && !PRINCIPAL.test(principalArn))
      problems.push({
        argument: `${at}.principalArn`,
        got: principalArn,
        allowed: 'the ARN of an IAM role or user',
      })
    if (!POLICIES.includes(policy))
      problems.push({
        argument: `${at}.policy`,
        got: policy,
        allowed: `one of ${POLICIES.join(', ')}`,
      })
    return [...problems, ...scopeProblems(`${at}.namespaces`, policy, namespaces)]
  })
}

function scopeProblems(
  argument: string,
  policy: ClusterAccessPolicy,
  namespaces: string[] | undefined,
): ArgumentProblem[] {
  if (namespaces === undefined) return []
  if (policy === ClusterAccessPolicy.ClusterAdmin)
    return [
      {
        argument,
        got: namespaces,
        allowed: 'left out for an administrator of the whole cluster',
        fix: `use ${ClusterAccessPolicy.Admin} for administrators of namespaces`,
      },
    ]
  const fix = 'leave it out for the whole cluster'
  if (namespaces.length === 0)
    return [{ argument, got: namespaces, allowed: 'one or more namespaces', fix }]
  return []
}

function addOnProblems(versions: Record<string, string>): ArgumentProblem[] {
  const known = Object.keys(EKS_ADD_ONS[DEFAULT_KUBERNETES_VERSION] ?? {}).sort()
  return Object.entries(versions).flatMap(([addOn, version]) => {
    const argument = `addOnVersions.${addOn}`
    if (!known.includes(addOn))
      return [{ argument, got: addOn, allowed: `for one of the add-ons ${known.join(', ')}` }]
    if (/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(version)) return []
    return [{ argument, got: version, allowed: 'a version such as v1.22.4-eksbuild.3' }]
  })
}

function zoneProblems(zones: string[] | undefined): ArgumentProblem[] {
  if (zones === undefined) return []
  const distinct = new Set(zones).size === zones.length
  if (zones.length > 0 && distinct && zones.every((zone) => /^[a-z0-9-]+$/.test(zone))) return []
  const allowed = 'different names, one for each private subnet'
  return [{ argument: 'fileSystem.zones', got: zones, allowed }]
}

function rewriteProblems(rewrites: Record<string, string>): ArgumentProblem[] {
  return Object.entries(rewrites).flatMap(([name, service]) => {
    const argument = `nameRewrites[${JSON.stringify(name)}]`
    const inside = /^[a-z0-9-]+\.[a-z0-9-]+\.svc\.cluster\.local$/.test(service)
    if (isHostName(name) && inside) return []
    const allowed = 'a host name with a Service, <name>.<namespace>.svc.cluster.local'
    return [{ argument, got: service, allowed }]
  })
}
