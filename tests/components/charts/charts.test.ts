import { beforeAll, describe, expect, it } from 'vitest'
import { ClusterDatabase } from '../../../components/cluster-database/cluster-database.ts'
import { Pipelines } from '../../../components/pipelines/pipelines.ts'
import { CHARTS, type ChartVersion } from '../../../components/versions.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedResource } from '../../../rehearsal/engine/recorded-resource.ts'
import { SERVERS } from '../cluster-database/arguments.ts'
import * as pipelines from '../pipelines/arguments.ts'
import { find } from '../recorded-resources.ts'
import { archiveDigest, missingFor, podsOf, type Rendered, render } from './helm.ts'

const WITHOUT = {
  airflow: missingFor(CHARTS.airflow),
  cloudNativePg: missingFor(CHARTS.cloudNativePg),
}
for (const reason of new Set(Object.values(WITHOUT).filter((one) => one !== undefined)))
  process.stderr.write(`Charts are not rendered: ${reason}.\n`)

describe('The archive of a chart', () => {
  const kept = (Object.values(CHARTS) as ChartVersion[]).map(
    (chart) => [chart.chart, chart.archiveSha256, archiveDigest(chart)] as const,
  )
  it
    .skipIf(kept.every(([, , found]) => found === undefined))
    .each(kept.filter(([, known, found]) => known !== undefined && found !== undefined))(
    'of %s in CHARTS_DIR has the digest in the table',
    (_chart, known, found) => {
      expect(found).toBe(known)
    },
  )

  it('is known by a digest that could be one', () => {
    for (const [, known] of kept) if (known !== undefined) expect(known).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe.skipIf(WITHOUT.airflow !== undefined).each([
  ['on AWS', pipelines.ON_AWS],
  ['from a kubeconfig alone', pipelines.ON_KUBERNETES],
])('Airflow’s chart %s (only with CHARTS_DIR and helm)', (_where, args) => {
  let release: RecordedResource
  let objects: Rendered[]
  beforeAll(async () => {
    const program = await record(() => void new Pipelines('pipelines', args))
    release = find(program, 'Release', 'pipelines')
    objects = render(release)
  })

  it('renders within its own schema, without hooks, Jobs, Secrets or volumes', () => {
    expect(JSON.stringify(objects)).not.toContain('helm.sh/hook')
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(
      new Set([
        'ServiceAccount',
        'ConfigMap',
        'Role',
        'RoleBinding',
        'Service',
        'Deployment',
        'CronJob',
        'PodDisruptionBudget',
      ]),
    )
  })

  it('runs these parts, all of one image by digest', () => {
    const names = objects.filter(({ kind }) => kind === 'Deployment')
    expect(names.map(({ metadata }) => metadata.name).sort()).toEqual([
      'pipelines-api-server',
      'pipelines-dag-processor',
      'pipelines-scheduler',
    ])
    const images = podsOf(objects).flatMap(({ spec }) =>
      spec.containers.map(({ image }: { image: string }) => image),
    )
    expect(new Set(images)).toEqual(new Set([`registry.example/airflow:3.3.2@${pipelines.DIGEST}`]))
  })

  it('gives every container requests and limits, and drops its capabilities', () => {
    for (const { spec } of podsOf(objects))
      for (const { name, resources, securityContext } of spec.containers) {
        expect([name, resources.limits?.memory]).toEqual([name, expect.any(String)])
        expect([name, resources.requests?.memory]).toEqual([name, expect.any(String)])
        expect(securityContext.capabilities).toEqual({ drop: ['ALL'] })
      }
  })

  it('uses the Secrets that the component makes, and the accounts that have roles', () => {
    const text = JSON.stringify(objects)
    const used = [...text.matchAll(/"secretKeyRef":\{[^}]*"name":"([^"]+)"/g)].map(
      ([, name]) => name,
    )
    const made = ['pipelines-database', 'pipelines-keys', 'pipelines-storage']
    expect([...new Set(used)].sort()).toEqual(
      args.address === undefined ? made : [...made.slice(0, 2), 'pipelines-sign-in', made[2]],
    )
    // Those that have roles are made by the component.
    const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount')
    expect(accounts.map(({ metadata }) => metadata.name)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^pipelines-(api-server|worker)$/)]),
    )
    expect(text).toContain('serviceAccountName: \\"pipelines-worker\\"')
    const page = objects.find(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'pipelines-api-server',
    )
    expect(page?.spec.template.spec.serviceAccountName).toBe('pipelines-api-server')
    const bound = objects
      .filter(({ kind }) => kind === 'RoleBinding')
      .flatMap((one) => one.subjects)
    expect(bound.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['pipelines-api-server', 'pipelines-worker']),
    )
  })

  it('has the Service that the component names', () => {
    const [service] = objects.filter(({ kind }) => kind === 'Service')
    expect(service?.metadata.name).toBe('pipelines-api-server')
    expect(service?.spec.ports).toEqual([{ name: 'api-server', port: 8080 }])
  })

  it('is refused when a value is none of the chart’s', () => {
    const wrong = structuredClone(release.inputs) as { values: Record<string, unknown> }
    wrong.values.executor = 7
    expect(() => render({ ...release, inputs: wrong } as unknown as RecordedResource)).toThrow(
      'executor',
    )
  })
})

describe.skipIf(WITHOUT.cloudNativePg !== undefined)(
  'CloudNativePG’s chart (only with CHARTS_DIR and helm)',
  () => {
    it('renders an operator within the restricted standard, and definitions that outlive it', async () => {
      const program = await record(() => void new ClusterDatabase('postgres', SERVERS))
      const objects = render(find(program, 'Release', 'postgres-operator'))
      const [{ spec }] = podsOf(objects) as [Rendered]
      expect(spec.securityContext.runAsNonRoot).toBe(true)
      expect(spec.containers[0].securityContext.capabilities).toEqual({ drop: ['ALL'] })
      expect(spec.containers[0].resources.limits).toEqual({ memory: '512Mi' })
      const definitions = objects.filter(({ kind }) => kind === 'CustomResourceDefinition')
      expect(definitions).toHaveLength(11)
      for (const { metadata } of definitions)
        expect((metadata as { annotations?: object }).annotations).toMatchObject({
          'helm.sh/resource-policy': 'keep',
        })
    })
  },
)
