import { describe, expect, it } from 'vitest'
import { findComponent } from '../../../kaapana/cluster/find-component.ts'
import { lastLines } from '../../../kaapana/cluster/last-lines.ts'
import type { ClusterFacts } from '../../../kaapana/cluster/read-cluster.ts'
import { fakeKubectl } from './fake-kubectl.ts'

const named = (kind: string, namespace: string, ...names: string[]) =>
  names.map((name) => ({ kind, metadata: { name, namespace } }))

const FACTS = {
  workloads: [
    ...named('Deployment', 'services', 'airflow-scheduler', 'airflow-webserver', 'opensearch-de'),
    ...named('Deployment', 'services', 'ctp', 'twice'),
    ...named('Deployment', 'admin', 'twice'),
  ],
  jobs: named('Job', 'admin', 'cert-init-x1z'),
  pods: named('Pod', 'services', 'ctp-7d-abc'),
} as unknown as ClusterFacts

describe('findComponent', () => {
  it.each([
    ['ctp', { kind: 'Deployment', namespace: 'services', name: 'ctp' }],
    ['opensearch', { kind: 'Deployment', namespace: 'services', name: 'opensearch-de' }],
    ['cert-init', { kind: 'Job', namespace: 'admin', name: 'cert-init-x1z' }],
    ['ctp-7d-abc', { kind: 'Pod', namespace: 'services', name: 'ctp-7d-abc' }],
  ])('finds %s', (name, found) => {
    expect(findComponent(FACTS, name)).toEqual(found)
  })

  it('lists what a name can mean, unless a namespace decides it', () => {
    expect(() => findComponent(FACTS, 'airflow')).toThrow(
      '"airflow" can be Deployment services/airflow-scheduler, Deployment services/airflow-webserver. ' +
        'Give the whole name, or --namespace.',
    )
    expect(() => findComponent(FACTS, 'twice')).toThrow('--namespace')
    expect(findComponent(FACTS, 'twice', 'admin').namespace).toBe('admin')
  })

  it('offers names that are like an unknown one', () => {
    expect(() => findComponent(FACTS, 'opensaerch')).toThrow(
      'Nothing is called "opensaerch" in the cluster. Is it opensearch-de?',
    )
  })
})

describe('lastLines', () => {
  const problem = { namespace: 'services', pod: 'ctp-1', reason: '', restarts: 0, container: 'ctp' }
  const given = { lines: 2 }

  it('are those of the container before, where one ended', async () => {
    const kubectl = fakeKubectl({ 'logs ctp-1': 'one\n\ntwo\nthree\n' })
    expect(await lastLines(kubectl, { ...problem, restarts: 3 }, given)).toEqual(['two', 'three'])
    expect(kubectl.calls).toEqual([
      'logs ctp-1 --namespace=services --tail=2 --container=ctp --previous',
    ])
  })

  it('are none where nothing has begun', async () => {
    expect(await lastLines(fakeKubectl({}), problem, given)).toEqual([])
  })
})
