import { beforeAll, describe, expect, it } from 'vitest'
import type { PredictionServiceArgs } from '../../../components/prediction-service/prediction-service-args.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { ON_AWS } from './arguments.ts'
import { find, podOf, recorded } from './recorded-service.ts'

describe.each(['Deployment', 'Job'])('The pod of the %s', (kind) => {
  // biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
  let pod: any
  beforeAll(async () => {
    const name = kind === 'Job' ? 'readmission-migrate' : 'readmission'
    pod = podOf(find(await recorded(ON_AWS), kind, name))
  })

  it('runs as a user without any right, on a root that is read-only', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(pod.automountServiceAccountToken).toBe(false)
    expect(pod.serviceAccountName).toBe('readmission')
    expect(pod.containers.map((one: { securityContext: object }) => one.securityContext)).toEqual([
      {
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        runAsUser: 10_001,
        runAsGroup: 10_001,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      },
    ])
  })

  it('writes to two bounded folders alone', () => {
    const writable = pod.containers[0].volumeMounts.filter(
      ({ readOnly }: { readOnly?: boolean }) => !readOnly,
    )
    expect(writable).toEqual([
      { name: 'data', mountPath: '/data' },
      { name: 'tmp', mountPath: '/tmp' },
    ])
    const scratch = pod.volumes.filter((one: { emptyDir?: object }) => one.emptyDir)
    expect(scratch).toEqual([
      { name: 'data', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '128Mi' } },
    ])
  })

  it('asks for a quarter of a core and 256 MiB, and gets at most twice that', () => {
    expect(pod.containers[0].resources).toEqual({
      requests: { cpu: '250m', memory: '256Mi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '512Mi' },
    })
  })
})

describe('The namespace', () => {
  it('enforces, warns of and records everything beyond the restricted level', async () => {
    const { metadata } = find(await recorded(ON_AWS), 'Namespace').inputs as {
      metadata: { labels: Record<string, string> }
    }
    for (const mode of ['enforce', 'warn', 'audit'])
      expect(metadata.labels).toMatchObject({
        [`pod-security.kubernetes.io/${mode}`]: 'restricted',
        [`pod-security.kubernetes.io/${mode}-version`]: 'latest',
      })
  })

  it('has room for a roll-out of all replicas, and for nothing that is reachable from outside', async () => {
    expect(find(await recorded(ON_AWS), 'ResourceQuota').inputs.spec).toEqual({
      hard: {
        pods: '24',
        'requests.cpu': '6000m',
        'requests.memory': '6144Mi',
        'limits.cpu': '12000m',
        'limits.memory': '12288Mi',
        'services.nodeports': '0',
        'services.loadbalancers': '0',
        persistentvolumeclaims: '0',
      },
    })
  })
})

describe('The Deployment', () => {
  it('outlives the load balancer’s deregistration and the longest request', async () => {
    const pod = podOf(find(await recorded({ ...ON_AWS, drainSeconds: 45 }), 'Deployment'))
    expect(pod.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 45 } } })
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(45 + 25)
  })

  it('leaves the number of replicas to the autoscaler, which keeps 3 to 10', async () => {
    const program = await recorded(ON_AWS)
    expect(find(program, 'Deployment').inputs.spec).not.toHaveProperty('replicas')
    expect(find(program, 'HorizontalPodAutoscaler').inputs.spec).toMatchObject({
      minReplicas: 3,
      maxReplicas: 10,
      metrics: [
        { resource: { name: 'cpu', target: { averageUtilization: 70 } } },
        { resource: { name: 'memory', target: { averageUtilization: 80 } } },
      ],
    })
  })

  it('spreads over zones unless the relaxation says otherwise', async () => {
    const keys = (program: RecordedProgram): string[] =>
      podOf(find(program, 'Deployment')).topologySpreadConstraints.map(
        (one: { topologyKey: string; whenUnsatisfiable: string }) =>
          `${one.topologyKey} ${one.whenUnsatisfiable}`,
      )
    const nodes = 'kubernetes.io/hostname ScheduleAnyway'
    expect(keys(await recorded(ON_AWS))).toEqual([
      'topology.kubernetes.io/zone DoNotSchedule',
      nodes,
    ])
    expect(keys(await recorded({ ...ON_AWS, spreadZones: false }))).toEqual([nodes])
  })

  it('rolls when a setting changes, and migrates again for another image only', async () => {
    const names = async (args: PredictionServiceArgs) => {
      const program = await recorded(args)
      const [job, settings] = [
        find(program, 'Job', 'readmission-migrate'),
        find(program, 'ConfigMap', 'readmission-settings'),
      ].map(({ inputs }) => (inputs.metadata as { name: string }).name)
      return { job, settings }
    }
    const first = await names(ON_AWS)
    const reset = await names({ ...ON_AWS, settings: { LOG_LEVEL: 'debug' } })
    const next = { reference: `registry.example/service@sha256:${'b'.repeat(64)}` }
    const released = await names({ ...ON_AWS, image: next })
    expect(reset.settings).not.toBe(first.settings)
    expect(reset.job).toBe(first.job)
    expect(released.settings).toBe(first.settings)
    expect(released.job).not.toBe(first.job)
  })
})
