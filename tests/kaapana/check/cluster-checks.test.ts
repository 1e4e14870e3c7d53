import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../../../kaapana/check/check.ts'
import { clusterChecks } from '../../../kaapana/check/cluster-checks.ts'
import { runChecks } from '../../../kaapana/check/run-checks.ts'
import type { Target } from '../../../kaapana/check/target.ts'
import { NAMESPACES } from '../../../kaapana/cluster/expected.ts'
import { fakeKubectl } from '../cluster/fake-kubectl.ts'

const namespace = (name: string, phase = 'Active') => ({
  kind: 'Namespace',
  metadata: { name },
  status: { phase },
})
const node = (disk: 'True' | 'False') => ({
  kind: 'Node',
  metadata: { name: 'one' },
  status: {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'DiskPressure', status: disk, message: 'kubelet has disk pressure' },
    ],
  },
})
const disks = (availableBytes: number) => ({
  node: { fs: { capacityBytes: 200e9, availableBytes } },
})

async function outcome(
  id: string,
  answers: Readonly<Record<string, unknown>>,
): Promise<Pick<CheckResult, 'outcome' | 'detail'>> {
  const kubectl = fakeKubectl(answers)
  const [check] = clusterChecks({ kubectl } as unknown as Target).filter((one) => one.id === id)
  const [result] = await runChecks(check === undefined ? [] : [check])
  return { outcome: result!.outcome, detail: result!.detail }
}

const items = (...objects: object[]) => ({ 'get nodes,': { items: objects } })
const summary = 'get --raw /api/v1/nodes/one/proxy/stats/summary'

describe('the check of', () => {
  it('namespaces fails for one that is missing or goes away', async () => {
    const all = NAMESPACES.map((name) => namespace(name))
    expect(await outcome('cluster.namespaces', items(...all))).toMatchObject({ outcome: 'passed' })
    const broken = items(...all.slice(1), namespace('admin', 'Terminating'))
    expect(await outcome('cluster.namespaces', broken)).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('admin is missing or goes away') as unknown,
    })
  })

  it('nodes fails under pressure', async () => {
    expect((await outcome('cluster.nodes', items(node('False')))).outcome).toBe('passed')
    expect(await outcome('cluster.nodes', items(node('True')))).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('one has DiskPressure') as unknown,
    })
  })

  it('disks fails when one is too full', async () => {
    const given = (available: number) => ({ ...items(node('False')), [summary]: disks(available) })
    expect(await outcome('cluster.disks', given(100e9))).toEqual({
      outcome: 'passed',
      detail: 'one, pods: 50 % of 200 GB in use.',
    })
    expect((await outcome('cluster.disks', given(10e9))).outcome).toBe('failed')
    expect((await outcome('cluster.disks', items(node('False')))).outcome).toBe('skipped')
  })

  it('the pull secret is skipped where nodes pull by themselves', async () => {
    const found = await outcome('cluster.pull-secret', { 'get secrets': { items: [] } })
    expect(found.outcome).toBe('skipped')
  })

  it('anything fails with what kubectl says', async () => {
    expect(await outcome('cluster.pods', {})).toEqual({
      outcome: 'failed',
      detail: 'kubectl get: not found',
    })
  })

  it('many problems names eight', async () => {
    const workloads = Array.from({ length: 12 }, (_, index) => ({
      kind: 'Deployment',
      metadata: { name: `d${index}`, namespace: 'services', generation: 1 },
      spec: { template: { spec: { containers: [] } } },
    }))
    const { detail } = await outcome('cluster.workloads', items(...workloads))
    expect(detail).toMatch(/; and \d+ more\. See dataspace kaapana status\.$/)
  })
})
