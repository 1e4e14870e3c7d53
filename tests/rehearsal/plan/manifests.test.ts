import { describe, expect, it } from 'vitest'
import { manifestsOf } from '../../../rehearsal/plan/manifests.ts'
import type { PlannedResource } from '../../../rehearsal/plan/plan.ts'
import { planned, planOf } from './planned.ts'

const metadata = { name: 'readmission', namespace: 'ml' }
const object = (type: string, inputs: PlannedResource['inputs'], more = {}) =>
  planned(`kubernetes:${type}`, 'readmission', { inputs: { metadata, ...inputs }, ...more })
const manifests = (...resources: PlannedResource[]) => manifestsOf(planOf(resources))

describe('manifests', () => {
  it('are one file an object, with group and version, and a kustomization', () => {
    const { files, notices } = manifests(
      object('core/v1:Service', { spec: { ports: [{ port: 8000 }] } }),
      object('apps/v1:Deployment', { spec: { replicas: 3 } }),
      planned('aws:sqs/queue:Queue', 'other'),
    )
    expect(files.map(({ file }) => file)).toEqual([
      'ml-deployment-readmission.yaml',
      'ml-service-readmission.yaml',
      'kustomization.yaml',
    ])
    expect(files[0]?.text).toBe(
      `# urn:pulumi:test::test::kubernetes:apps/v1:Deployment::readmission
apiVersion: apps/v1
kind: Deployment
metadata:
  name: readmission
  namespace: ml
spec:
  replicas: 3
`,
    )
    expect(files[1]?.text).toContain('apiVersion: v1\nkind: Service\n')
    expect(files[2]?.text).toContain('resources:\n  - ml-deployment-readmission.yaml\n')
    expect(notices).toEqual([])
  })

  it('never hold a secret: such objects are named instead', () => {
    const { files, notices } = manifests(
      object('core/v1:Secret', { stringData: '[secret]' }),
      object('core/v1:ConfigMap', { data: { url: 'pg://[secret]@host' } }),
      object('batch/v1:Job', { spec: { a: 1 } }, { secretInputs: ['spec.a'] }),
    )
    expect(files.map(({ file }) => file)).toEqual(['kustomization.yaml'])
    expect(notices).toEqual([
      'Secret ml/readmission is not written, since it holds secrets: create it by other means.',
      'ConfigMap ml/readmission is not written, since a secret is among its values.',
      'Job ml/readmission is not written, since a secret is among its values.',
    ])
    expect(files[0]?.text).toContain(`# ${notices[0]}`)
  })

  it('leave out what only a deployment can tell, and charts', () => {
    const { notices, files } = manifests(
      object('core/v1:ConfigMap', { data: { host: '[unknown]' } }),
      object('helm.sh/v3:Release', { chart: 'airflow' }),
    )
    expect(files).toHaveLength(1)
    expect(notices).toEqual([
      'ConfigMap ml/readmission is not written, since a value of it is known only after a deployment.',
    ])
  })

  it('do not overwrite each other', () => {
    const twin = object('core/v1:Service', {}, { urn: 'urn:other' })
    const { files } = manifests(object('core/v1:Service', {}), twin)
    expect(files.map(({ file }) => file)).toEqual([
      'ml-service-readmission-2.yaml',
      'ml-service-readmission.yaml',
      'kustomization.yaml',
    ])
  })
})
