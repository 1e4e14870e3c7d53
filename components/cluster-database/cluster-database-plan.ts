import { type ArgumentProblem, refuse } from '../argument-error.ts'
import type { LabelDetails } from '../kubernetes-labels.ts'
import {
  ANYWHERE,
  among,
  DENY_ALL,
  incoming,
  neededPeers,
  type PolicySpec,
  TO_DNS,
  toApiServer,
} from '../kubernetes-network.ts'
import { nameProblems } from '../namespace/restricted-namespace.ts'
import type { Compute } from '../namespace/restricted-pod.ts'
import type { ClusterDatabaseArgs } from './cluster-database-args.ts'

/** What the arguments decide about the structure. */
export interface ClusterDatabasePlan {
  readonly namespace: string
  readonly operatorNamespace: string
  readonly labels: LabelDetails
  readonly instances: number
  readonly storageGib: number
  readonly compute: Compute
  readonly protect: boolean
}

/**
 * Checks the arguments and settles what they leave open.
 *
 * @throws ArgumentError with every problem.
 */
export function planClusterDatabase(name: string, args: ClusterDatabaseArgs): ClusterDatabasePlan {
  const { namespace = name, instances = 3, storageGib = 20, protect = true } = args
  const { operatorNamespace = 'cnpg-system' } = args
  const problems = [
    ...nameProblems(name, namespace),
    ...databaseNameProblems('databases', args.databases),
    ...neededPeers('callers', args.callers),
    ...whole('instances', instances, 9),
    ...whole('storageGib', storageGib, 65_536),
  ]
  if (operatorNamespace === namespace)
    problems.push({
      argument: 'operatorNamespace',
      got: operatorNamespace,
      allowed: 'another namespace than the servers’',
    })
  refuse('ClusterDatabase', name, problems)
  return {
    namespace,
    operatorNamespace,
    labels: { application: 'postgresql', instance: name },
    instances,
    storageGib,
    compute: {
      cpuRequest: '250m',
      memoryRequest: '256Mi',
      cpuLimit: '1',
      memoryLimit: '1Gi',
      ...args.resources,
    },
    protect,
  }
}

const RESERVED = new Set(['postgres', 'template0', 'template1', 'streaming_replica', 'public'])

/** Problems of names that are a role, a database and part of objects' names at once. */
export function databaseNameProblems(
  argument: string,
  names: readonly string[],
): ArgumentProblem[] {
  const good = names.every(
    (name) => /^[a-z][a-z0-9]{0,29}$/.test(name) && !name.startsWith('pg') && !RESERVED.has(name),
  )
  if (good && names.length > 0 && new Set(names).size === names.length) return []
  const allowed =
    'one or more different names of at most 30 of a–z and 0–9, starting with a letter but not with pg, and none of PostgreSQL’s own'
  return [{ argument, got: names, allowed }]
}

function whole(argument: string, got: number, most: number): ArgumentProblem[] {
  return Number.isInteger(got) && got >= 1 && got <= most
    ? []
    : [{ argument, got, allowed: `a whole number, 1–${most}` }]
}

/** PostgreSQL, and the instance manager's status that the operator asks for. */
const PORTS = { postgresql: 5432, status: 8000 } as const

/** The namespace's network policies by the end of their name. */
export function databasePolicies(
  { callers }: ClusterDatabaseArgs,
  { operatorNamespace }: ClusterDatabasePlan,
): Record<string, PolicySpec> {
  return {
    'deny-all': DENY_ALL,
    'to-dns': TO_DNS,
    // Each instance reports to the cluster and learns from it who writes.
    'to-api-server': toApiServer({}),
    'among-instances': among([PORTS.postgresql, PORTS.status]),
    'from-operator': incoming({
      to: {},
      from: [{ namespace: operatorNamespace }],
      ports: [PORTS.postgresql, PORTS.status],
    }),
    'from-callers': incoming({ to: {}, from: callers, ports: [PORTS.postgresql] }),
  }
}

/**
 * Policies of the operator's namespace: it asks the API server and instances, wherever these are, and
 * the API server asks its webhook from an address that nobody knows beforehand.
 */
export const OPERATOR_POLICIES: Readonly<Record<string, PolicySpec>> = {
  'deny-all': DENY_ALL,
  'to-dns': TO_DNS,
  'to-api-server': toApiServer({}),
  'to-instances': {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        // Both: some network plugins take blocks for addresses outside of the cluster alone.
        to: [{ namespaceSelector: {} }, { ipBlock: { cidr: '0.0.0.0/0' } }],
        ports: [PORTS.postgresql, PORTS.status].map((port) => ({ protocol: 'TCP', port })),
      },
    ],
  },
  'from-api-server': incoming({ to: {}, from: [ANYWHERE], ports: [9443] }),
}

/** Values of the operator's chart: it satisfies the restricted standard by its defaults. */
export const operatorValues = (): Record<string, unknown> => ({
  crds: { create: true },
  config: { clusterWide: true },
  resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } },
})
