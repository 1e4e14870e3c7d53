import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasAirflow, inspectDags, type TaskFacts } from './run-airflow.ts'

interface PodSpec {
  serviceAccountName: string
  containers: { env: { name: string; value: string }[] }[]
  volumes: { name: string }[]
}

/** Where an account of its own reads the secrets of the service, as on AWS. */
describe.skipIf(!hasAirflow())('the DAGs with access to the service’s database', () => {
  let home = ''
  let tasks: [string, TaskFacts][]
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'dataspace-airflow-'))
    mkdirSync(join(home, '.kube'))
    const cluster = { name: 'none', cluster: { server: 'https://127.0.0.1:9' } }
    const context = { name: 'none', context: { cluster: 'none', user: 'none' } }
    const users = [{ name: 'none', user: {} }]
    const config = { 'current-context': 'none', contexts: [context], clusters: [cluster], users }
    writeFileSync(join(home, '.kube/config'), JSON.stringify(config))
    const { dags, errors } = await inspectDags(home, {
      PIPELINE_SERVICE_ACCOUNT: 'pipelines-tasks',
      PIPELINE_DATABASE_ACCESS: 'service-database',
      PIPELINE_DATABASE_SECRETS: 'DATABASE_USERNAME,DATABASE_PASSWORD,AUDIT_KEY',
    })
    expect(errors).toEqual({})
    tasks = Object.values(dags).flatMap((dag) => Object.entries(dag.tasks))
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  const specsOf = (account: string): [string, PodSpec][] =>
    tasks
      .map(([id, { pod }]) => [id, pod?.spec as unknown as PodSpec] as [string, PodSpec])
      .filter(([, spec]) => spec?.serviceAccountName === account)

  it('give it to the tasks that decide, look for drift and check the trail, and to no other', () => {
    const having = specsOf('service-database').map(([id]) => id)
    expect(having.sort()).toEqual(['check_drift', 'promote', 'verify_audit_trail'])
    for (const [, spec] of specsOf('pipelines-tasks'))
      expect(spec.volumes.map(({ name }) => name)).toEqual(['workspace', 'tmp'])
  })

  it('mount secrets and authorities by one name, and hand over where the files are', () => {
    const [, spec] = specsOf('service-database').find(([id]) => id === 'promote') ?? []
    expect(spec?.volumes.slice(2)).toEqual([
      {
        name: 'secrets',
        csi: {
          driver: 'secrets-store.csi.k8s.io',
          readOnly: true,
          volumeAttributes: { secretProviderClass: 'service-database' },
        },
      },
      { name: 'database', configMap: { name: 'service-database' } },
    ])
    expect(spec?.containers[0]?.env).toEqual(
      ['DATABASE_USERNAME', 'DATABASE_PASSWORD', 'AUDIT_KEY'].map((name) => ({
        name: `${name}_FILE`,
        value: `/secrets/${name}`,
      })),
    )
  })
})
