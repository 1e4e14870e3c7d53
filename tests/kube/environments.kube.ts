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

describe.skipIf(whatIsMissing() !== undefined).each(CASES)(
  '%s on Kubernetes %s',
  (stack, version) => {
    let plane: ControlPlane
    beforeAll(async () => {
      plane = await startCluster(version)
    })
    afterAll(() => plane?.stop())

    it('takes every object of the program without a warning and lets its Deployments become ready', async () => {
      const { objects, skipped } = renderedObjects((await recordEnvironment(stack)).resources)
      // Charts render on the cluster's own side; everything else is an object.
      expect(skipped.every((name) => name.startsWith('cluster-services-'))).toBe(true)
      expect(await applyAll(plane.api, objects)).toEqual([])
      await untilReady(plane.api, objects)
    })
  },
)
