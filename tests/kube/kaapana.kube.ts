import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ChartsForEks,
  chartsForEks,
  missingForCharts,
} from '../components/kaapana-platform/rendered-charts.ts'
import type { ControlPlane } from './control-plane.ts'
import { whatIsMissing } from './go-tools.ts'
import type { KubernetesObject } from './kubernetes-api.ts'
import { applyAll, isServed, startCluster, until } from './simulated-cluster.ts'
import { KUBERNETES_VERSIONS } from './versions.ts'

const missing = whatIsMissing() ?? missingForCharts
if (missing !== undefined) process.stderr.write(`Kaapana’s charts are not tried: ${missing}.\n`)

/** What comes first: the rest is put into it or is an instance of it. */
const FIRST = ['Namespace', 'CustomResourceDefinition', 'PriorityClass']

describe.skipIf(missing !== undefined).each(KUBERNETES_VERSIONS)(
  'Kaapana’s charts for EKS on Kubernetes %s',
  (version) => {
    let plane: ControlPlane
    let charts: ChartsForEks
    beforeAll(async () => {
      charts = await chartsForEks()
      plane = await startCluster(version)
    })
    afterAll(async () => {
      charts?.remove()
      await plane?.stop()
    })

    /** Warnings of the server for a chart of so many objects at least. */
    const apply = async (chart: string, least: number): Promise<string[]> => {
      const objects = charts.render(chart)
      expect(objects.length).toBeGreaterThanOrEqual(least)
      const first = FIRST.flatMap((kind) => objects.filter((one) => one.kind === kind))
      const warnings = await applyAll(plane.api, first)
      for (const definition of objects.filter((one) => one.kind === 'CustomResourceDefinition'))
        await until(`${definition.metadata.name} is served`, () => isServed(plane.api, definition))
      const rest = objects.filter(({ kind }) => !FIRST.includes(kind))
      return [...warnings, ...(await applyAll(plane.api, rest.map(inDefault)))]
    }

    it('are taken by the strictest server, ours and upstream’s objects alike', async () => {
      expect(await apply('kaapana-admin-chart', 80)).toEqual([])
      expect(await apply('kaapana-platform-chart', 170)).toEqual([])
      expect(await apply('code-server-chart', 3)).toEqual([])
      expect(await apply('kaapana-workflows-core', 2)).toEqual([])
    })
  },
)

const inDefault = (object: KubernetesObject): KubernetesObject => ({
  ...object,
  metadata: { namespace: 'default', ...object.metadata },
})
