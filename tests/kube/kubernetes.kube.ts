import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configOf } from '../stacks/config-tree.ts'
import { MOST } from '../stacks/kubernetes/settings-trees.ts'
import { recordConfiguration, recordEnvironment } from '../stacks/recorded-environment.ts'
import type { ControlPlane } from './control-plane.ts'
import { whatIsMissing } from './go-tools.ts'
import { renderedObjects } from './rendered-objects.ts'
import { applyAll, startCluster, untilReady } from './simulated-cluster.ts'
import { KUBERNETES_VERSIONS } from './versions.ts'

const missing = whatIsMissing()
if (missing !== undefined && process.env.CI)
  throw new Error(`${missing}. Under CI nothing may be skipped.`)

/** Charts render on the cluster's own side, and what is only read somebody else has made. */
const NO_OBJECTS = {
  example: [
    ...['monitoring-prober', 'monitoring-stack', 'object-storage'],
    ...['pipelines', 'postgres-operator'],
  ],
  everything: [
    ...['alerts', 'monitoring-prober', 'monitoring-stack', 'object-storage'],
    ...['pipelines', 'postgres-passwords', 'sign-in'],
  ],
}

const ENVIRONMENTS = [
  ['example', () => recordEnvironment('kubernetes')],
  ['everything', () => recordConfiguration(configOf(MOST), 'mine')],
] as const

const CASES = KUBERNETES_VERSIONS.flatMap((version) =>
  ENVIRONMENTS.map(([name, make]) => [name, version, make] as const),
)

describe.skipIf(missing !== undefined).each(CASES)(
  'An environment on a cluster that exists, %s, on Kubernetes %s',
  (name, version, make) => {
    let plane: ControlPlane
    beforeAll(async () => {
      plane = await startCluster(version)
    })
    afterAll(() => plane?.stop())

    it('is taken as it is, without a warning, and becomes ready', async () => {
      const { objects, skipped } = renderedObjects((await make()).resources)
      expect(skipped.toSorted()).toEqual(NO_OBJECTS[name])
      expect(await applyAll(plane.api, objects)).toEqual([])
      await untilReady(plane.api, objects)
    })
  },
)
