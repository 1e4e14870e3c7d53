import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Edge } from '../../components/edge/edge.ts'
import { PredictionService } from '../../components/prediction-service/prediction-service.ts'
import { record } from '../../rehearsal/engine/record.ts'
import { EDGE } from '../components/edge/arguments.ts'
import { ON_AWS, ON_KUBERNETES } from '../components/prediction-service/arguments.ts'
import type { ControlPlane } from './control-plane.ts'
import { whatIsMissing } from './go-tools.ts'
import type { KubernetesObject } from './kubernetes-api.ts'
import { renderedObjects } from './rendered-objects.ts'
import { applyAll, startCluster, until, untilReady } from './simulated-cluster.ts'
import { KUBERNETES_VERSIONS } from './versions.ts'

const missing = whatIsMissing()
if (missing !== undefined) {
  if (process.env.CI) throw new Error(`${missing}. Under CI nothing may be skipped.`)
  process.stderr.write(`Skipping the tests on a Kubernetes API server: ${missing}.\n`)
}

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' }
const POD = { apiVersion: 'v1', kind: 'Pod' }

/** A pod that Pod Security's restricted level refuses. */
const PRIVILEGED: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'privileged', namespace: 'readmission' },
  spec: { containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] },
}

async function rendered(): Promise<readonly KubernetesObject[]> {
  const { resources } = await record(() => {
    const { namespace, serviceName } = new PredictionService('readmission', ON_AWS)
    new Edge('edge', { ...EDGE, backend: { ...EDGE.backend, namespace, serviceName } })
    new PredictionService('on-premises', ON_KUBERNETES)
  })
  return renderedObjects(resources).objects
}

describe.skipIf(missing !== undefined).each(KUBERNETES_VERSIONS)('Kubernetes %s', (version) => {
  let plane: ControlPlane
  let objects: readonly KubernetesObject[]
  beforeAll(async () => {
    objects = await rendered()
    plane = await startCluster(version)
  })
  afterAll(() => plane?.stop())

  it('is the release it says', async () => {
    expect((await plane.api.get('/version')).gitVersion).toBe(`v${version}`)
  })

  it('takes every object as it is, without a warning', async () => {
    expect(await applyAll(plane.api, objects)).toEqual([])
  })

  it('lets the migrations end and the Deployments become ready', async () => {
    await untilReady(plane.api, objects)
  })

  it('scales to three replicas, one in each zone', async () => {
    const running = async () => {
      const pods = await plane.api.list(POD, 'readmission')
      return pods.filter(
        ({ metadata, status }) =>
          (metadata as { labels?: Record<string, string> }).labels?.[
            'app.kubernetes.io/component'
          ] === 'api' && status?.phase === 'Running',
      )
    }
    await until('three replicas run', async () => (await running()).length === 3)
    const nodes = (await running()).map(({ spec }) => spec.nodeName)
    expect(new Set(nodes).size).toBe(3)
    const [deployment] = await plane.api.list(DEPLOYMENT, 'readmission')
    expect(deployment?.spec.replicas).toBe(3)
  })

  it('refuses in the namespace what the restricted level forbids', async () => {
    await expect(plane.api.apply(PRIVILEGED)).rejects.toThrow(
      'violates PodSecurity "restricted:latest"',
    )
  })

  it('refuses a field that it does not know', async () => {
    const service = objects.find(({ kind }) => kind === 'Service')
    const wrong = { ...service, spec: { ...service?.spec, porst: [] } } as KubernetesObject
    await expect(plane.api.apply(wrong)).rejects.toThrow('porst')
  })
})
