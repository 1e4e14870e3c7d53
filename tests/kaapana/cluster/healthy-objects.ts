import { gzipSync } from 'node:zlib'
import { JOBS, NAMESPACES, RELEASES, WORKLOADS } from '../../../kaapana/cluster/expected.ts'

/** An object as it is applied. */
export interface Applied {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  // biome-ignore lint/suspicious/noExplicitAny: objects of every kind
  readonly [part: string]: any
}

/** Registry that the objects' images are of. */
export const REGISTRY = 'registry.example/kaapana'

const pairs = (of: Readonly<Record<string, readonly string[]>>): [string, string][] =>
  Object.entries(of).flatMap(([namespace, names]) =>
    names.map((name): [string, string] => [namespace, name]),
  )

const podOf = (name: string, restartPolicy?: string) => ({
  metadata: { labels: { app: name } },
  spec: {
    automountServiceAccountToken: false,
    ...(restartPolicy !== undefined && { restartPolicy }),
    containers: [{ name: 'main', image: `${REGISTRY}/${name}:0.6.0` }],
  },
})

/** A Deployment of one pod. */
export const deployment = (namespace: string, name: string): Applied => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: { selector: { matchLabels: { app: name } }, template: podOf(name) },
})

/** A DaemonSet. */
export const daemonSet = (namespace: string, name: string): Applied => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, namespace },
  spec: { selector: { matchLabels: { app: name } }, template: podOf(name) },
})

/** A job. */
export const job = (namespace: string, name: string): Applied => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, namespace },
  spec: { template: podOf(name, 'Never') },
})

/** The secret in which Helm keeps a release; its content only where somebody reads it. */
export function release(namespace: string, name: string, status = 'deployed'): Applied {
  const content = {
    chart: { metadata: { version: '0.6.0' } },
    config: {
      global: { hostname: 'kaapana.hospital.example', https_port: '443', dicom_port: '11112' },
    },
  }
  const helm = gzipSync(JSON.stringify(content)).toString('base64')
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'helm.sh/release.v1',
    metadata: {
      name: `sh.helm.release.v1.${name}.v1`,
      namespace,
      labels: { owner: 'helm', name, status, version: '1' },
    } as Applied['metadata'],
    data: { release: Buffer.from(helm).toString('base64') },
  }
}

/** A password of ECR as its API gives it, as far as anyone looks into it. */
export const ecrPassword = (expiration: number): string =>
  Buffer.from(
    JSON.stringify({ payload: 'x', version: '2', type: 'DATA_KEY', expiration }),
  ).toString('base64')

/** Kaapana's pull secret with a password of ECR that ends at some second since 1970. */
export function pullSecret(namespace: string, expiration: number): Applied {
  const registry = 'https://123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana'
  const auth = Buffer.from(`AWS:${ecrPassword(expiration)}`).toString('base64')
  const config = JSON.stringify({ auths: { [registry]: { auth } } })
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/dockerconfigjson',
    metadata: { name: 'registry-secret', namespace },
    data: { '.dockerconfigjson': Buffer.from(config).toString('base64') },
  }
}

const DAEMON_SETS = new Set(['node-exporter', 'promtail'])

/** All that a healthy Kaapana has in its cluster, as far as the checks look at it. */
export const healthyObjects = (): Applied[] => [
  ...NAMESPACES.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
  ...pairs(WORKLOADS).map(([namespace, name]) =>
    DAEMON_SETS.has(name) ? daemonSet(namespace, name) : deployment(namespace, name),
  ),
  ...pairs(JOBS).map(([namespace, name]) => job(namespace, name)),
  ...pairs(RELEASES).map(([namespace, name]) => release(namespace, name)),
  pullSecret('services', Math.floor(Date.now() / 1000) + 10 * 3600),
]
