import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'yaml'
import { type ControlPlane, startControlPlane } from './control-plane.ts'
import { moduleFolder } from './go-tools.ts'
import type { KubernetesApi, KubernetesObject } from './kubernetes-api.ts'
import { DEFINITIONS } from './versions.ts'

const ZONES = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c']

/** A control plane with a node in each of three zones and the definitions of custom resources. */
export async function startCluster(version: string): Promise<ControlPlane> {
  const plane = await startControlPlane(version)
  try {
    for (const zone of ZONES) await plane.api.apply(node(zone))
    for (const { module, version: at, file } of DEFINITIONS) {
      const text = readFileSync(join(moduleFolder(module, at), file), 'utf8')
      const definition = parse(text) as KubernetesObject
      await plane.api.apply(definition)
      await until(`${definition.metadata.name} is served`, () => isServed(plane.api, definition))
    }
    return plane
  } catch (error) {
    await plane.stop()
    throw error
  }
}

/** As large as two m7i.2xlarge, so that pods which fit nowhere real stay pending here too. */
const ROOM = { cpu: '16', memory: '64Gi', 'ephemeral-storage': '100Gi', pods: '116' }

const node = (zone: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: `node-${zone}`,
    labels: { 'topology.kubernetes.io/zone': zone, 'kubernetes.io/hostname': `node-${zone}` },
  } as KubernetesObject['metadata'],
  status: { capacity: ROOM, allocatable: ROOM },
})

/** Whether the server knows the objects of a definition. */
export async function isServed(api: KubernetesApi, { spec }: KubernetesObject): Promise<boolean> {
  const { name } = spec.versions.find((one: { storage: boolean }) => one.storage)
  const { resources } = (await api.get(`/apis/${spec.group}/${name}`).catch(() => ({}))) as {
    resources?: { kind: string }[]
  }
  return resources?.some(({ kind }) => kind === spec.names.kind) ?? false
}

/**
 * Applies objects and gives the server's warnings, each with its object.
 *
 * @throws Error of the first object that the server refuses
 */
export async function applyAll(
  api: KubernetesApi,
  objects: readonly KubernetesObject[],
): Promise<string[]> {
  const warnings: string[] = []
  for (const object of objects) {
    const applied = await api.apply(object)
    const { kind, metadata } = object
    warnings.push(...applied.warnings.map((text) => `${kind} ${metadata.name}: ${text}`))
  }
  return warnings
}

/** Waits until every Deployment, StatefulSet and Job among the objects is as it shall be. */
export async function untilReady(
  api: KubernetesApi,
  objects: readonly KubernetesObject[],
): Promise<void> {
  for (const object of objects) {
    const done = READY[object.kind]
    if (done === undefined) continue
    const { name, namespace = 'default' } = object.metadata
    const current = async () =>
      (await api.list(object, namespace)).find(({ metadata }) => metadata.name === name)
    await until(
      `${object.kind} ${name} is ready`,
      async () => done((await current())?.status ?? {}, (await current())?.spec ?? {}),
      async () => JSON.stringify((await current())?.status?.conditions),
    )
  }
}

type Part = Record<string, number | undefined>

const READY: Readonly<Record<string, (status: Part, spec: Part) => boolean>> = {
  Deployment: (status, spec) =>
    status.updatedReplicas === spec.replicas && status.availableReplicas === spec.replicas,
  StatefulSet: (status, spec) => status.readyReplicas === spec.replicas,
  Job: (status, spec) => (status.succeeded ?? 0) >= (spec.completions ?? 1),
}

/** Asks until it is so; the error says what was waited for and, if given, what is instead. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  instead: () => Promise<string> = async () => '',
): Promise<void> {
  const deadline = Date.now() + 90_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}. ${await instead()}`)
    await sleep(250)
  }
}
