import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ClusterDatabase } from '../../components/cluster-database/cluster-database.ts'
import { DatabaseRoles } from '../../components/database-roles/database-roles.ts'
import { Pipelines } from '../../components/pipelines/pipelines.ts'
import { SignInProxy } from '../../components/sign-in-proxy/sign-in-proxy.ts'
import { Tracking } from '../../components/tracking/tracking.ts'
import { CHARTS } from '../../components/versions.ts'
import { record } from '../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../rehearsal/engine/recorded-resource.ts'
import { missingFor, render } from '../components/charts/helm.ts'
import { SERVERS } from '../components/cluster-database/arguments.ts'
import { ROLES } from '../components/database-roles/arguments.ts'
import * as pipelines from '../components/pipelines/arguments.ts'
import { find } from '../components/recorded-resources.ts'
import { PROXY } from '../components/sign-in-proxy/arguments.ts'
import * as tracking from '../components/tracking/arguments.ts'
import type { ControlPlane } from './control-plane.ts'
import { whatIsMissing } from './go-tools.ts'
import type { KubernetesObject } from './kubernetes-api.ts'
import { renderedObjects } from './rendered-objects.ts'
import { applyAll, startCluster, untilReady } from './simulated-cluster.ts'
import { KUBERNETES_VERSIONS } from './versions.ts'

const missing = whatIsMissing()
if (missing !== undefined && process.env.CI)
  throw new Error(`${missing}. Under CI nothing may be skipped.`)

const noChart = missingFor(CHARTS.airflow)
if (noChart !== undefined) process.stderr.write(`Airflow's pods are not tried: ${noChart}.\n`)

const program = (): Promise<RecordedProgram> =>
  record(() => {
    new Tracking('tracking', tracking.ON_AWS)
    new Tracking('on-premises', tracking.ON_KUBERNETES)
    new SignInProxy('tracking-sign-in', PROXY)
    new ClusterDatabase('postgres', SERVERS)
    new DatabaseRoles('database-roles', ROLES)
    new Pipelines('pipelines', pipelines.ON_AWS)
    new Pipelines('airflow', pipelines.ON_KUBERNETES)
  })

describe.skipIf(missing !== undefined).each(KUBERNETES_VERSIONS)(
  'The tools of the ML stack on Kubernetes %s',
  (version) => {
    let plane: ControlPlane
    let recorded: RecordedProgram
    let objects: readonly KubernetesObject[]
    beforeAll(async () => {
      recorded = await program()
      objects = renderedObjects(recorded.resources).objects
      plane = await startCluster(version)
    })
    afterAll(() => plane?.stop())

    it('are taken as they are, without a warning', async () => {
      expect(await applyAll(plane.api, objects)).toEqual([])
    })

    it('end their Jobs and become ready within the restricted standard', async () => {
      await untilReady(plane.api, objects)
    })

    it.skipIf(noChart !== undefined)('run Airflow’s chart in the same namespace', async () => {
      const rendered = render(find(recorded, 'Release', 'pipelines')).map((object) => ({
        ...object,
        metadata: { namespace: 'pipelines', ...object.metadata },
      })) as unknown as KubernetesObject[]
      expect(await applyAll(plane.api, rendered)).toEqual([])
      await untilReady(plane.api, rendered)
    })
  },
)
