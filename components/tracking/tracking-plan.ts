import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { isHostName } from '../host-name.ts'
import type { LabelDetails } from '../kubernetes-labels.ts'
import {
  DENY_ALL,
  incoming,
  neededPeers,
  outgoing,
  type PolicySpec,
  TO_DNS,
  toPodIdentity,
} from '../kubernetes-network.ts'
import { imageProblems, nameProblems } from '../namespace/restricted-namespace.ts'
import type { Compute } from '../namespace/restricted-pod.ts'
import { storagePeers, storagePort, storageProblems } from '../object-storage-access.ts'
import { databaseProblems } from '../postgres-access.ts'
import type { TrackingArgs } from './tracking-args.ts'

/** Port of MLflow. */
export const TRACKING_PORT = 5000

/** What the arguments decide about the structure. */
export interface TrackingPlan {
  readonly namespace: string
  readonly labels: LabelDetails
  readonly replicas: number
  readonly spreadZones: boolean
  readonly compute: Compute
  /** Hosts that MLflow answers to; the first one is the Service's, as probes name it. */
  readonly allowedHosts: readonly string[]
  /** Origins of browsers' requests that change something. */
  readonly origins: readonly string[]
}

/**
 * Checks the arguments and settles what they leave open.
 *
 * @throws ArgumentError with every problem.
 */
export function planTracking(name: string, args: TrackingArgs): TrackingPlan {
  const { namespace = name, hostNames = [], replicas = 3, spreadZones = true, resources } = args
  refuse('Tracking', name, [
    ...nameProblems(name, namespace),
    ...imageProblems('image.reference', args.image.reference),
    ...databaseProblems(args.database),
    ...storageProblems('artifacts', args.artifacts, args.aws !== undefined),
    ...neededPeers('callers', args.callers),
    ...hostProblems(hostNames),
    ...replicaProblems(replicas),
  ])
  return {
    namespace,
    labels: { application: 'mlflow', instance: name },
    replicas,
    spreadZones,
    compute: {
      cpuRequest: '250m',
      memoryRequest: '512Mi',
      cpuLimit: '1',
      memoryLimit: '1Gi',
      ...resources,
    },
    allowedHosts: [...serviceHosts(name, namespace), ...hostNames],
    origins: hostNames.map((host) => `https://${host}`),
  }
}

/** Names of the Service within the cluster; MLflow compares with the port where one is given. */
function serviceHosts(name: string, namespace: string): string[] {
  const hosts = [`${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`]
  return hosts.flatMap((host) => [`${host}:${TRACKING_PORT}`, host])
}

function hostProblems(hostNames: readonly string[]): ArgumentProblem[] {
  if (hostNames.every(isHostName) && new Set(hostNames).size === hostNames.length) return []
  // A wildcard would switch the check off that keeps strange sites from using a signed-in browser.
  const allowed = 'different full host names, e.g. mlflow.example.org, without port or wildcard'
  return [{ argument: 'hostNames', got: hostNames, allowed }]
}

function replicaProblems(replicas: number): ArgumentProblem[] {
  if (Number.isInteger(replicas) && replicas >= 1 && replicas <= 20) return []
  return [{ argument: 'replicas', got: replicas, allowed: '1–20' }]
}

/** The namespace's network policies by the end of their name. */
export function trackingPolicies(
  args: TrackingArgs,
  server: Record<string, string>,
): Record<string, PolicySpec> {
  const { database, artifacts, callers } = args
  return {
    'deny-all': DENY_ALL,
    'to-dns': TO_DNS,
    // Of all pods: the migration needs it as the server does.
    'to-database': outgoing({ from: {}, to: database.peers, ports: [database.port] }),
    'to-storage': outgoing({
      from: server,
      to: storagePeers(artifacts),
      ports: [storagePort(artifacts)],
    }),
    ...(args.aws !== undefined && { 'to-identity': toPodIdentity(server) }),
    'from-callers': incoming({ to: server, from: callers, ports: [TRACKING_PORT] }),
  }
}
