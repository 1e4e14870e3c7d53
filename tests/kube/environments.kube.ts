import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordEnvironment } from '../stacks/recorded-environment.ts'
import type { ControlPlane } from './control-plane.ts'
import { whatIsMissing } from './go-tools.ts'
import { renderedObjects } from './rendered-objects.ts'
import { applyAll, startCluster, untilReady } from './simulated-cluster.ts'
import { KUBERNETES_VERSIONS } from './versions.ts'

const CASES = KUBERNETES_VERSIONS.flatMap((version) =>
  ['dev', 'prod'].map((environment) => [environment, version] as const),
)

/** Charts render on the cluster's own side; everything else is an object. */
const CHARTS = [
  'cluster-services-autoscaler',
  'cluster-services-load-balancers',
  'monitoring-prober',
  'monitoring-stack',
  'pipelines',
]

describe.skipIf(whatIsMissing() !== undefined).each(CASES)(
  '%s on Kubernetes %s',
  (stack, version) => {
    let plane: ControlPlane
    beforeAll(async () => {
      plane = await startCluster(version)
    })
    afterAll(() => plane?.stop())

    it('takes every object of the program without a warning and lets its Deployments become ready', async () => {
      const { resources } = await recordEnvironment(stack)
      // Kaapana's cluster is another one, for tests of its own (kaapana.kube.ts).
      const here = resources.filter(({ provider }) => !provider.includes('::kaapana-cluster::'))
      const { objects, skipped } = renderedObjects(here)
      expect(skipped.toSorted()).toEqual(CHARTS)
      expect(await applyAll(plane.api, objects)).toEqual([])
      await untilReady(plane.api, objects)
    })
  },
)
