import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImageBuilder } from '../../components/image-builder/image-builder.ts'
import { record } from '../../rehearsal/engine/record.ts'
import { IN_CLUSTER } from '../components/image-builder/arguments.ts'
import type { ControlPlane } from './control-plane.ts'
import { whatIsMissing } from './go-tools.ts'
import type { KubernetesObject } from './kubernetes-api.ts'
import { renderedObjects } from './rendered-objects.ts'
import { applyAll, startCluster, until } from './simulated-cluster.ts'
import { KUBERNETES_VERSIONS } from './versions.ts'

const missing = whatIsMissing()
if (missing !== undefined && process.env.CI)
  throw new Error(`${missing}. Under CI nothing may be skipped.`)

async function rendered(): Promise<readonly KubernetesObject[]> {
  const { resources } = await record(() => {
    new ImageBuilder('builder', IN_CLUSTER)
  })
  return renderedObjects(resources).objects
}

/** Asks whether a member of the clients' group may do something. */
const asking = (attributes: object) => ({
  apiVersion: 'authorization.k8s.io/v1',
  kind: 'SubjectAccessReview',
  spec: {
    user: 'alice',
    groups: ['image-builders'],
    resourceAttributes: { namespace: 'builder', ...attributes },
  },
})

describe.skipIf(missing !== undefined).each(KUBERNETES_VERSIONS)(
  'ImageBuilder on Kubernetes %s',
  (version) => {
    let plane: ControlPlane
    let objects: readonly KubernetesObject[]
    beforeAll(async () => {
      objects = await rendered()
      plane = await startCluster(version)
    })
    afterAll(() => plane?.stop())

    it('is taken as it is, without a warning', async () => {
      expect(await applyAll(plane.api, objects)).toEqual([])
    })

    it('gets its one pod when it is scaled up, within quota and pod security', async () => {
      const set = objects.find(({ kind }) => kind === 'StatefulSet')
      if (set === undefined) throw new Error('There is no StatefulSet.')
      await plane.api.apply({ ...set, spec: { ...set.spec, replicas: 1 } })
      const pods = () => plane.api.list({ apiVersion: 'v1', kind: 'Pod' }, 'builder')
      await until('the pod exists', async () => (await pods()).length === 1)
      expect((await pods()).map(({ metadata }) => metadata.name)).toEqual(['builder-0'])
    })

    it.each([
      [true, { verb: 'create', resource: 'pods', subresource: 'exec', name: 'builder-0' }],
      [
        true,
        {
          verb: 'patch',
          group: 'apps',
          resource: 'statefulsets',
          subresource: 'scale',
          name: 'builder',
        },
      ],
      [false, { verb: 'create', resource: 'pods' }],
      [false, { verb: 'create', resource: 'pods', subresource: 'exec', name: 'another-0' }],
      [false, { verb: 'patch', group: 'apps', resource: 'statefulsets', name: 'builder' }],
      [false, { verb: 'list', resource: 'secrets' }],
    ])('says %s to a client who asks for %o', async (allowed, attributes) => {
      const { status } = await plane.api.create(asking(attributes))
      expect(status.allowed).toBe(allowed)
    })
  },
)
