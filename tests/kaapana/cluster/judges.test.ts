import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goneJobs, jobProblems } from '../../../kaapana/cluster/job-problems.ts'
import { disksOf, fullDisks, nodeProblems } from '../../../kaapana/cluster/node-problems.ts'
import type { ContainerStatus, Job, Node, Pod, Workload } from '../../../kaapana/cluster/objects.ts'
import { podLine, podProblems } from '../../../kaapana/cluster/pod-problems.ts'
import { readPullSecret, stalePullSecrets } from '../../../kaapana/cluster/pull-secrets.ts'
import { newestReleases, releaseProblems } from '../../../kaapana/cluster/releases.ts'
import { missingWorkloads, rolloutProblem } from '../../../kaapana/cluster/rollouts.ts'
import { ecrPassword, pullSecret } from './healthy-objects.ts'

const pod = (
  status: Partial<Pod['status']>,
  { namespace = 'services', owner = 'ReplicaSet' } = {},
): Pod => ({
  kind: 'Pod',
  metadata: { name: 'ctp-7d', namespace, ownerReferences: [{ kind: owner }] },
  status: { phase: 'Running', ...status },
})

const waiting = (reason: string, more: Partial<ContainerStatus> = {}): ContainerStatus => ({
  name: 'ctp',
  ready: false,
  restartCount: 0,
  state: { waiting: { reason, message: 'back-off 5m0s' } },
  ...more,
})

const READY = [{ type: 'Ready', status: 'True' }] as const
const told = (...pods: Pod[]) => podProblems(pods).map(podLine)

describe('podProblems', () => {
  it.each<[string, Pod, string]>([
    [
      'a container that ends again and again',
      pod({ containerStatuses: [waiting('CrashLoopBackOff', { restartCount: 7 })] }),
      'services/ctp-7d (ctp): CrashLoopBackOff: back-off 5m0s, 7 restarts',
    ],
    [
      'an image that cannot be pulled',
      pod({ phase: 'Pending', initContainerStatuses: [waiting('ImagePullBackOff')] }),
      'services/ctp-7d (ctp): ImagePullBackOff: back-off 5m0s',
    ],
    [
      'a pod without a node',
      pod({
        phase: 'Pending',
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'no room' },
        ],
      }),
      'services/ctp-7d: Pending: Unschedulable: no room',
    ],
    [
      'an evicted pod',
      pod({ phase: 'Failed', reason: 'Evicted', message: 'The node was low on disk.' }),
      'services/ctp-7d: Evicted: The node was low on disk.',
    ],
    [
      'a container that has just ended',
      pod({
        containerStatuses: [
          waiting('', { state: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }),
        ],
      }),
      'services/ctp-7d (ctp): OOMKilled, exit code 137',
    ],
    [
      'a pod that runs and is not ready',
      pod({ conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }] }),
      'services/ctp-7d: Running, not ready: ContainersNotReady',
    ],
  ])('names %s', (_, given, line) => {
    expect(told(given)).toEqual([line])
  })

  it.each<[string, Pod]>([
    ['a ready pod', pod({ conditions: READY })],
    ['one that has done its work', pod({ phase: 'Succeeded' }, { owner: 'Job' })],
    ['a failed try of a job', pod({ phase: 'Failed' }, { owner: 'Job' })],
    ["a user's workflow", pod({ phase: 'Failed' }, { owner: 'Job', namespace: 'project-admin' })],
    ["a user's pod in a queue", pod({ phase: 'Pending' }, { owner: '', namespace: 'project-a' })],
  ])('leaves %s alone', (_, given) => {
    expect(told(given)).toEqual([])
  })

  it('judges what is kept running in the namespace of a project', () => {
    expect(told(pod({ phase: 'Pending' }, { namespace: 'project-a' }))).toHaveLength(1)
  })
})

describe('rolloutProblem', () => {
  const workload = (kind: Workload['kind'], status: Workload['status'] = {}): Workload => ({
    kind,
    metadata: { name: 'ctp', namespace: 'services', generation: 2 },
    spec: { replicas: 2, template: { spec: { containers: [] } } },
    status,
  })
  const seen = { observedGeneration: 2 }

  it.each<[Workload, string | undefined]>([
    [workload('Deployment'), 'its controller has not seen the last change'],
    [workload('Deployment', { ...seen, updatedReplicas: 1 }), '1 of 2 pods are of the last change'],
    [
      workload('Deployment', { ...seen, updatedReplicas: 2, availableReplicas: 1 }),
      '1 of 2 pods are ready',
    ],
    [workload('Deployment', { ...seen, updatedReplicas: 2, availableReplicas: 2 }), undefined],
    [
      workload('StatefulSet', { ...seen, updatedReplicas: 2, readyReplicas: 0 }),
      '0 of 2 pods are ready',
    ],
    [workload('StatefulSet', { ...seen, updatedReplicas: 2, readyReplicas: 2 }), undefined],
    [
      workload('DaemonSet', { ...seen, desiredNumberScheduled: 3, updatedNumberScheduled: 3 }),
      '0 of 3 pods are ready',
    ],
    [
      workload('DaemonSet', {
        ...seen,
        desiredNumberScheduled: 3,
        updatedNumberScheduled: 3,
        numberAvailable: 3,
      }),
      undefined,
    ],
  ])('of %j is %s', (given, problem) => {
    const expected = problem && `${given.kind} services/ctp: ${problem}`
    expect(rolloutProblem(given)).toBe(expected)
  })

  it('is not asked for what is not there: that is missing', () => {
    const expected = { services: ['ctp', 'dcm4chee'] }
    expect(missingWorkloads([workload('Deployment')], expected)).toEqual(['services/dcm4chee'])
  })
})

describe('jobProblems', () => {
  const job = (name: string, status: Job['status'], namespace = 'services'): Job => ({
    kind: 'Job',
    metadata: { name, namespace },
    ...(status !== undefined && { status }),
  })
  const expected = { services: ['dicom-init'], 'project-admin': ['create-project-user'] }

  it('names jobs that failed, run or have not begun, and no other', () => {
    const failure = { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' } as const
    const jobs = [
      job('dicom-init', { failed: 6, conditions: [failure] }),
      job('init-meta', { active: 1, failed: 2 }),
      job('waits', undefined),
      job('minio-init', { succeeded: 1 }),
      job('done', { conditions: [{ type: 'Complete', status: 'True' }] }),
    ]
    expect(jobProblems(jobs, expected)).toEqual([
      'services/dicom-init failed: BackoffLimitExceeded',
      'services/init-meta runs, 2 tries failed',
      'services/waits has not begun',
    ])
  })

  it('takes a job that Kubernetes has removed for done', () => {
    expect(jobProblems([], expected)).toEqual([])
    expect(goneJobs([job('dicom-init', { succeeded: 1 })], expected)).toEqual([
      'project-admin/create-project-user',
    ])
  })

  it("judges the platform's own job in a project, and no workflow there", () => {
    const jobs = [
      job('create-project-user', { active: 1 }, 'project-admin'),
      job('segmentation-1', { active: 1 }, 'project-admin'),
    ]
    expect(jobProblems(jobs, expected)).toEqual(['project-admin/create-project-user runs'])
  })
})

describe('releases', () => {
  const lines = [
    'default\tkaapana-admin-chart\t1\tsuperseded',
    'default\tkaapana-admin-chart\t10\tdeployed',
    'default\tkaapana-admin-chart\t9\tfailed',
    'admin\tkaapana-extension-collection-060\t1\tpending-install',
    '',
  ].join('\n')

  it('count with their newest revision', () => {
    expect(newestReleases(lines)).toMatchObject([
      { name: 'kaapana-extension-collection-060', status: 'pending-install' },
      { name: 'kaapana-admin-chart', revision: 10, status: 'deployed' },
    ])
  })

  it('are wrong when they are missing or not deployed; a name may go on with the version', () => {
    const expected = {
      default: ['kaapana-admin-chart'],
      admin: ['kaapana-extension-collection', 'x'],
    }
    expect(releaseProblems(newestReleases(lines), expected)).toEqual([
      'admin/kaapana-extension-collection-060 is pending-install',
      'admin/x is missing',
    ])
  })
})

describe('nodes and disks', () => {
  const node = (...conditions: [string, 'True' | 'False'][]): Node => ({
    kind: 'Node',
    metadata: { name: 'one' },
    status: { conditions: conditions.map(([type, status]) => ({ type, status, message: 'why' })) },
  })

  it('are wrong when not ready, under pressure, or not there', () => {
    expect(nodeProblems([node(['Ready', 'True'], ['DiskPressure', 'False'])])).toEqual([])
    expect(nodeProblems([node(['Ready', 'False'], ['DiskPressure', 'True'])])).toEqual([
      'one is not ready: why',
      'one has DiskPressure: why',
    ])
    expect(nodeProblems([])).toEqual(['There is no node.'])
  })

  it('are full from 85 % on', () => {
    const summary = (available: number) => ({
      node: {
        fs: { capacityBytes: 200e9, availableBytes: 100e9 },
        runtime: { imageFs: { capacityBytes: 200e9, availableBytes: available } },
      },
    })
    expect(fullDisks(disksOf('one', summary(31e9)))).toEqual([])
    expect(fullDisks(disksOf('one', summary(20e9)))).toEqual(['one, images: 90 % of 200 GB in use'])
    expect(disksOf('one', { node: {} })).toEqual([])
  })
})

describe('pull secrets', () => {
  const NOW = Date.parse('2026-03-01T12:00:00Z')
  const at = (hours: number): number => NOW / 1000 + hours * 3600
  const secret = (ends: number) => readPullSecret(pullSecret('services', ends))

  it('end when their password of ECR says so, and are told from an hour before', () => {
    expect(stalePullSecrets(secret(at(2)), NOW)).toEqual([])
    expect(stalePullSecrets(secret(at(0.5)), NOW)).toEqual([
      'services/registry-secret: its password ends within the hour',
    ])
    expect(stalePullSecrets(secret(at(-3)), NOW)).toEqual([
      'services/registry-secret: its password ended 3.0 h ago',
    ])
  })

  const plain = (registry: string, time: string) =>
    readPullSecret({
      metadata: {
        name: 'registry-secret',
        namespace: 'admin',
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [{ time }],
      },
      data: {
        '.dockerconfigjson': Buffer.from(
          JSON.stringify({ auths: { [registry]: { password: 'opaque' } } }),
        ).toString('base64'),
      },
    })
  const ECR = '123456789012.dkr.ecr.eu-central-1.amazonaws.com'

  it('end twelve hours after they were written last where their password says nothing', () => {
    expect(stalePullSecrets(plain(ECR, '2026-03-01T02:00:00Z'), NOW)).toEqual([])
    expect(stalePullSecrets(plain(ECR, '2026-02-28T23:00:00Z'), NOW)).toHaveLength(1)
  })

  it('of other registries do not end', () => {
    expect(stalePullSecrets(plain('registry.example', '2026-01-01T00:00:00Z'), NOW)).toEqual([])
  })

  it('never show a password, and take any content', () => {
    expect(JSON.stringify(secret(at(1)))).not.toContain(ecrPassword(at(1)))
    fc.assert(
      fc.property(fc.string(), (text) => {
        const data = { '.dockerconfigjson': Buffer.from(text).toString('base64') }
        expect(() => readPullSecret({ metadata: { name: 'a' }, data })).not.toThrow()
      }),
    )
  })
})
