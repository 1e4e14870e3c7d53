import { describe, expect, it } from 'vitest'
import { ClusterDatabase } from '../../components/cluster-database/cluster-database.ts'
import { DatabaseRoles } from '../../components/database-roles/database-roles.ts'
import { Monitoring } from '../../components/monitoring/monitoring.ts'
import { Pipelines } from '../../components/pipelines/pipelines.ts'
import { SignInProxy } from '../../components/sign-in-proxy/sign-in-proxy.ts'
import { Tracking } from '../../components/tracking/tracking.ts'
import { CLUSTER_CONTROLS } from '../../policies/cluster-controls.ts'
import { WORKLOAD_CONTROLS } from '../../policies/workload-controls.ts'
import { record } from '../../rehearsal/engine/record.ts'
import { SERVERS } from './cluster-database/arguments.ts'
import { ROLES } from './database-roles/arguments.ts'
import { ON_AWS as MONITORING } from './monitoring/recorded-monitoring.ts'
import * as pipelines from './pipelines/arguments.ts'
import { PROXY } from './sign-in-proxy/arguments.ts'
import * as tracking from './tracking/arguments.ts'

describe('The tools of the ML stack', () => {
  it('satisfy every control of workloads, whichever way they are deployed', async () => {
    const image = { reference: `registry.example/oauth2-proxy@${pipelines.DIGEST}` }
    const graph = await record(() => {
      new Tracking('tracking', tracking.ON_AWS)
      new Tracking('on-premises', tracking.ON_KUBERNETES)
      new SignInProxy('sign-in', { ...PROXY, image })
      new ClusterDatabase('postgres', SERVERS)
      new DatabaseRoles('roles', ROLES)
      new Pipelines('pipelines', pipelines.ON_AWS)
      new Monitoring('monitoring', MONITORING)
    })
    // Of the cluster's, the one that is about workloads: pods' identities.
    const controls = [...WORKLOAD_CONTROLS, ...CLUSTER_CONTROLS.filter((one) => one.number === 77)]
    const violations = controls.map(({ number, violations: of }) => [number, of(graph)])
    expect(violations.filter(([, found]) => (found as string[]).length > 0)).toEqual([])
  })
})
