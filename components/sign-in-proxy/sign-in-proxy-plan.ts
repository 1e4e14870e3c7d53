import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { isHostName } from '../host-name.ts'
import type { LabelDetails } from '../kubernetes-labels.ts'
import {
  ANYWHERE,
  DENY_ALL,
  incoming,
  neededPeers,
  outgoing,
  type PolicySpec,
  TO_DNS,
} from '../kubernetes-network.ts'
import { imageProblems, nameProblems } from '../namespace/restricted-namespace.ts'
import { SIGN_IN_PORT } from './proxy-arguments.ts'
import { signInProblems } from './sign-in-problems.ts'
import type { SignInProxyArgs } from './sign-in-proxy-args.ts'

/** What the arguments decide about the structure. */
export interface SignInPlan {
  readonly namespace: string
  readonly labels: LabelDetails
  readonly replicas: number
  readonly spreadZones: boolean
  readonly sessionHours: number
  /** Proxies whose word on a request's origin counts: the callers, where addresses tell them. */
  readonly trustedProxies: readonly string[]
}

/**
 * Checks the arguments and settles what they leave open.
 *
 * @throws ArgumentError with every problem.
 */
export function planSignInProxy(name: string, args: SignInProxyArgs): SignInPlan {
  const { namespace = name, replicas = 3, spreadZones = true } = args
  const { sessionHours = 8, callers } = args
  refuse('SignInProxy', name, [
    ...nameProblems(name, namespace),
    ...hostProblems(args.hostName),
    ...signInProblems('signIn', args.signIn),
    ...neededPeers('callers', callers),
    ...neededPeers('providerPeers', args.providerPeers ?? [ANYWHERE]),
    ...within('replicas', replicas, 20),
    ...within('sessionHours', sessionHours, 24),
    ...within('upstream.port', args.upstream.port, 65_535),
    ...imageProblems('image.reference', args.image?.reference ?? KNOWN),
  ])
  const blocks = callers.flatMap(({ cidr }) => (cidr === undefined ? [] : [cidr]))
  return {
    namespace,
    labels: { application: 'oauth2-proxy', instance: name },
    replicas,
    spreadZones,
    sessionHours,
    trustedProxies: blocks.length === callers.length ? blocks : [],
  }
}

/** Stands for the default image, which the version table names by version. */
const KNOWN = `oauth2-proxy@sha256:${'0'.repeat(64)}`

function hostProblems(hostName: string): ArgumentProblem[] {
  if (isHostName(hostName)) return []
  const allowed = 'a full host name in small letters, e.g. mlflow.example.org'
  return [{ argument: 'hostName', got: hostName, allowed }]
}

function within(argument: string, got: number, most: number): ArgumentProblem[] {
  return Number.isInteger(got) && got >= 1 && got <= most
    ? []
    : [{ argument, got, allowed: `a whole number, 1–${most}` }]
}

/** The namespace's network policies by the end of their name. */
export function signInPolicies(
  args: SignInProxyArgs,
  proxy: Record<string, string>,
): Record<string, PolicySpec> {
  const { upstream, callers, providerPeers = [ANYWHERE] } = args
  const { namespace, port } = upstream
  return {
    'deny-all': DENY_ALL,
    'to-dns': TO_DNS,
    'to-upstream': outgoing({ from: proxy, to: [{ namespace }], ports: [port] }),
    'to-provider': outgoing({ from: proxy, to: providerPeers, ports: [443] }),
    'from-callers': incoming({ to: proxy, from: callers, ports: [SIGN_IN_PORT] }),
  }
}
