import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imagePlace } from '../../images/kaapana/bake/image-place.ts'
import { planKaapana } from '../../images/kaapana/plan-kaapana.ts'
import { clusterChecks } from '../../kaapana/check/cluster-checks.ts'
import { runChecks } from '../../kaapana/check/run-checks.ts'
import type { Target } from '../../kaapana/check/target.ts'
import { createKubectl, type Kubectl } from '../../kaapana/cluster/kubectl.ts'
import { readCluster } from '../../kaapana/cluster/read-cluster.ts'
import { applyUpdate, type UpdateOutcome } from '../../kaapana/update/apply-update.ts'
import { type ContainerChange, planUpdate } from '../../kaapana/update/plan-update.ts'
import { runningContainers } from '../../kaapana/update/running-containers.ts'
import { runCommand } from '../cli/run-command.ts'
import { makeCheckout } from '../images/kaapana/make-checkout.ts'
import { type Contents, digestOf, startRegistry } from '../images/kaapana/publish/registry.ts'
import {
  deployment,
  healthyObjects,
  job,
  pullSecret,
  REGISTRY,
  release,
} from '../kaapana/cluster/healthy-objects.ts'
import type { ControlPlane } from './control-plane.ts'
import { fakeDocker } from './fake-docker.ts'
import { whatIsMissing } from './go-tools.ts'
import type { KubernetesObject } from './kubernetes-api.ts'
import { applyAll, startCluster, until, untilReady } from './simulated-cluster.ts'
import { KUBERNETES_VERSIONS } from './versions.ts'

const noKubectl = spawnSync('kubectl', ['version', '--client']).status !== 0
const missing = whatIsMissing() ?? (noKubectl ? 'kubectl is not installed' : undefined)
if (missing !== undefined && process.env.CI)
  throw new Error(`${missing}. Under CI nothing may be skipped.`)

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`

/** Refuses pods whose image has one digest: a rollout to it never comes to an end. */
const REFUSAL: readonly KubernetesObject[] = [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'refuse-bad' },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
        ],
      },
      validations: [
        { expression: `object.spec.containers.all(c, !c.image.contains('${digest('b')}'))` },
      ],
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'refuse-bad' },
    spec: { policyName: 'refuse-bad', validationActions: ['Deny'] },
  },
]

describe.skipIf(missing !== undefined)('a cluster with Kaapana', () => {
  let plane: ControlPlane
  let kubectl: Kubectl
  beforeAll(async () => {
    plane = await startCluster(KUBERNETES_VERSIONS.at(-1) ?? '')
    kubectl = createKubectl({ kubeconfig: plane.kubeconfig })
    const objects = healthyObjects()
    await applyAll(plane.api, [...objects, ...REFUSAL])
    await untilReady(plane.api, objects)
    await until('the DaemonSets are ready', async () => {
      const { workloads } = await readCluster(kubectl)
      return workloads.every(
        ({ kind, status }) => kind !== 'DaemonSet' || status?.numberAvailable === 3,
      )
    })
  })
  afterAll(() => plane?.stop())

  // Without a home kubectl keeps what it finds out in the current folder.
  const command = (args: readonly string[], bin = '') =>
    runCommand(['kaapana', ...args, '--kubeconfig', plane.kubeconfig], {
      HOME: dirname(plane.kubeconfig),
      PATH: `${bin}:${process.env.PATH}`,
    })

  const check = async () => {
    const results = await runChecks(clusterChecks({ kubectl } as Target))
    return Object.fromEntries(results.map(({ id, outcome, detail }) => [id, { outcome, detail }]))
  }

  it('passes every check but the one of disks, for which no kubelet can be asked', async () => {
    const found = await check()
    const others = Object.entries(found).filter(([, { outcome }]) => outcome !== 'passed')
    expect(others).toMatchObject([['cluster.disks', { outcome: 'skipped' }]])
  })

  it.each<[string, KubernetesObject, RegExp]>([
    ['cluster.releases', release('admin', 'late', 'pending-install'), /late is pending-install/],
    ['cluster.pull-secret', pullSecret('admin', 1_600_000_000), /admin\/registry-secret.*ended/],
    ['cluster.jobs', suspended('stuck'), /services\/stuck has not begun/],
  ])(
    'fails %s when something is wrong, and passes when that is gone',
    async (id, object, detail) => {
      await applyAll(plane.api, [object])
      await until(`${id} fails`, async () => detail.test((await check())[id]?.detail ?? ''))
      expect((await check())[id]?.outcome).toBe('failed')
      const { name, namespace = '' } = object.metadata
      await kubectl.run(['delete', object.kind.toLowerCase(), name, `--namespace=${namespace}`])
      await until(`${id} passes`, async () => (await check())[id]?.outcome === 'passed')
    },
  )

  it('fails for a workload whose pods find no room, and says which', async () => {
    await applyAll(plane.api, [{ ...deployment('services', 'huge'), spec: tooLarge('huge') }])
    const pods = /services\/huge-.*Pending: Unschedulable/
    await until('the pods fail', async () =>
      pods.test((await check())['cluster.pods']?.detail ?? ''),
    )
    expect((await check())['cluster.workloads']).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('Deployment services/huge: 0 of 1 pods are ready') as unknown,
    })
    const ended = await command(['status'])
    expect(ended.code).toBe(1)
    expect(ended.stdout).toMatch(pods)
    await kubectl.run(['delete', 'deployment/huge', '-n', 'services'])
    await until('the pods pass', async () => (await check())['cluster.pods']?.outcome === 'passed')
  })

  it('is shown by status, with exit code 0', async () => {
    const ended = await command(['status'])
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    expect(ended.stdout).toContain('deployed   default/kaapana-admin-chart')
  })

  it('tells its addresses from the release', async () => {
    const ended = await command(['urls'])
    expect(ended.code).toBe(0)
    expect(ended.stdout).toContain('https://kaapana.hospital.example/ohif/')
  })

  const planned = async (image: string, to: string): Promise<readonly ContainerChange[]> => {
    const { workloads } = await readCluster(kubectl)
    const wanted = new Map([[image, to]])
    const known = { registry: REGISTRY, wanted, tags: new Map<string, string>() }
    return planUpdate(runningContainers(workloads, REGISTRY), known).changes
  }
  const update = async (changes: readonly ContainerChange[], limit = 60): Promise<UpdateOutcome> =>
    applyUpdate(changes, { kubectl, limit })
  const imageOf = async (name: string) =>
    (await readCluster(kubectl)).workloads.find(({ metadata }) => metadata.name === name)?.spec
      .template.spec.containers[0]?.image

  it.each(['ctp', 'promtail'])('gets a new image of %s, and is healthy', async (name) => {
    expect(await update(await planned(name, digest('a')))).toEqual({ outcome: 'updated' })
    expect(await imageOf(name)).toBe(`${REGISTRY}/${name}@${digest('a')}`)
    expect(await planned(name, digest('a'))).toEqual([])
    expect((await check())['cluster.workloads']?.outcome).toBe('passed')
  })

  it('gets its old images back when the new ones do not become healthy', async () => {
    const changes = [
      ...(await planned('data-ui', digest('a'))),
      ...(await planned('workflow-ui', digest('b'))),
    ]
    const before = [await imageOf('data-ui'), await imageOf('workflow-ui')]
    expect(await update(changes, 8)).toEqual({
      outcome: 'restored',
      reason: expect.stringContaining(
        'Deployment services/workflow-ui is not healthy within 8 s',
      ) as unknown,
    })
    expect([await imageOf('data-ui'), await imageOf('workflow-ui')]).toEqual(before)
    expect((await check())['cluster.workloads']?.outcome).toBe('passed')
  })

  describe('dataspace kaapana update', () => {
    const FILES = {
      'speech/Dockerfile': 'FROM scratch\nLABEL IMAGE="speech"\nLABEL BUILD_IGNORE="False"\n',
    }
    const asked = async (contents: Contents) => {
      const { host } = await startRegistry(contents)
      const source = makeCheckout(FILES)
      const options = ['--source', source, '--registry', `${host}/k`, '--images', 'speech']
      const { containers } = planKaapana({ source, images: ['speech'], digests: true })
      const { contentTag = '' } = imagePlace(containers[0] ?? { image: '', localOnly: false })
      const object = deployment('services', 'speech')
      object.spec.template.spec.containers[0].image = `${host}/k/speech:0.6.0`
      await applyAll(plane.api, [object])
      const run = ({ docker }: { docker?: string } = {}, ...more: string[]) =>
        command(['update', ...options, ...more], docker)
      return { run, host, contentTag, contents }
    }

    it('points a workload at the digest of what is published, and then finds it current', async () => {
      const { run, host, contentTag, contents } = await asked({ 'k/speech': { '0.6.0': 'old' } })
      contents['k/speech'] = { ...contents['k/speech'], [contentTag]: 'new' }
      const wanted = `${host}/k/speech@${digestOf('new')}`
      const planned = await run({}, '--dry-run')
      expect(planned.stdout).toContain(
        `change Deployment services/speech (main): ${host}/k/speech:0.6.0 -> ${wanted}`,
      )
      expect(await imageOf('speech')).toBe(`${host}/k/speech:0.6.0`)
      expect(await run()).toMatchObject({
        code: 0,
        stdout: '1 containers updated, 0 were current.\n',
      })
      expect(await imageOf('speech')).toBe(wanted)
      expect((await run()).stdout).toBe('0 containers updated, 1 were current.\n')
    })

    it('builds and pushes what the registry has not, and points the workload at it', async () => {
      const { run, host, contentTag, contents } = await asked({ 'k/speech': { '0.6.0': 'old' } })
      expect((await run({}, '--dry-run')).stdout).toContain('build speech\n')
      const ended = await run({ docker: fakeDocker(dirname(plane.kubeconfig)) })
      expect(ended).toMatchObject({ code: 0, stdout: '1 containers updated, 0 were current.\n' })
      expect(contents['k/speech']).toEqual({ '0.6.0': 'old', [contentTag]: 'built' })
      expect(await imageOf('speech')).toBe(`${host}/k/speech@${digestOf('built')}`)
    })

    it('changes nothing in the cluster when an image cannot be built', async () => {
      const { run, host } = await asked({ 'k/speech': { '0.6.0': 'old' } })
      const docker = fakeDocker(dirname(plane.kubeconfig), { fails: true })
      const { code, stderr } = await run({ docker })
      expect(code).toBe(3)
      expect(stderr).toContain('speech: ERROR: failed to solve: no such file\n')
      expect(stderr).toContain('Not all images were built; nothing in the cluster was changed.')
      expect(await imageOf('speech')).toBe(`${host}/k/speech:0.6.0`)
    })
  })

  it('keeps what somebody else has changed since it was planned', async () => {
    const changes = [
      ...(await planned('grafana', digest('a'))),
      ...(await planned('loki', digest('a'))),
    ]
    const other = `${REGISTRY}/loki:0.6.1`
    await kubectl.run(['set', 'image', 'deployment/loki', `main=${other}`, '-n', 'services'])
    expect(await update(changes)).toMatchObject({
      outcome: 'broken',
      left: ['Deployment services/loki: somebody else has changed it meanwhile'],
    })
    expect(await imageOf('loki')).toBe(other)
    expect(await imageOf('grafana')).toBe(`${REGISTRY}/grafana:0.6.0`)
  })

  it('gets its old images back when the update is interrupted', async () => {
    const changes = await planned('ohif', digest('b'))
    const controller = new AbortController()
    const outcome = applyUpdate(changes, { kubectl, limit: 60, signal: controller.signal })
    await until('the image is changed', async () => (await imageOf('ohif')) === changes[0]?.wanted)
    controller.abort()
    expect(await outcome).toEqual({ outcome: 'restored', reason: 'interrupted' })
    expect(await imageOf('ohif')).toBe(`${REGISTRY}/ohif:0.6.0`)
  })
})

function suspended(name: string): KubernetesObject {
  const object = job('services', name)
  return { ...object, spec: { ...object.spec, suspend: true } }
}

function tooLarge(name: string): object {
  const { spec } = deployment('services', name)
  const [container] = spec.template.spec.containers
  const resources = { requests: { memory: '4Ti' } }
  const containers = [{ ...container, resources }]
  return { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers } } }
}
