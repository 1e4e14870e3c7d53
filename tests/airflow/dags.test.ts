import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DagFacts, hasAirflow, inspectDags } from './run-airflow.ts'

const CONFIG = {
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'none',
  contexts: [{ name: 'none', context: { cluster: 'none', user: 'none' } }],
  clusters: [{ name: 'none', cluster: { server: 'https://127.0.0.1:9' } }],
  users: [{ name: 'none', user: {} }],
}

/** Airflow's own reading of the DAGs, as in the cluster. */
describe.skipIf(!hasAirflow())('the DAGs', () => {
  let home = ''
  let errors: Record<string, string>
  let dags: Record<string, DagFacts>
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'dataspace-airflow-'))
    mkdirSync(join(home, '.kube'))
    // The operator wants to know whether it runs in a cluster; nobody is asked.
    writeFileSync(join(home, '.kube/config'), JSON.stringify(CONFIG))
    const found = await inspectDags(home, {
      PIPELINE_IMAGE: 'registry.example/pipeline@sha256:0123',
      PIPELINE_SECRET: 'task-secrets',
      DATABASE_URL: 'postgresql://dataspace@db/dataspace',
      DATABASE_PASSWORD: 'hunter2-password',
      AUDIT_KEY: 'hunter2-audit-key',
      AIRFLOW__CORE__FERNET_KEY: 'hunter2-fernet',
    })
    errors = found.errors
    dags = found.dags
  }, 120_000)
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  it('are read without an error, by their ids, schedules and tags', () => {
    expect(errors).toEqual({})
    const shown = Object.entries(dags).map(([id, { schedule, tags }]) => ({ id, schedule, tags }))
    expect(shown.sort((one, other) => (one.id < other.id ? -1 : 1))).toEqual([
      { id: 'drift_check', schedule: '@daily', tags: ['drift'] },
      { id: 'fhir_data_ingestion', schedule: '@daily', tags: ['fhir', 'ingestion'] },
      { id: 'model_retraining', schedule: '0 3 * * 0', tags: ['mlflow', 'training'] },
    ])
    for (const { catchup, maxActiveRuns } of Object.values(dags))
      expect({ catchup, maxActiveRuns }).toEqual({ catchup: false, maxActiveRuns: 1 })
  })

  it('push nothing to XCom, and run nothing but the command', () => {
    const tasks = Object.values(dags).flatMap((dag) => Object.entries(dag.tasks))
    expect(tasks.filter(([, { pushes }]) => pushes)).toEqual([])
    const others = tasks.filter(([, { operator }]) => operator !== 'KubernetesPodOperator')
    expect(others.map(([id, { operator }]) => [id, operator])).toEqual([
      ['retrain', 'TriggerDagRunOperator'],
    ])
  })

  it('take a refusal as an answer, and retrain on drift alone', () => {
    expect(dags.model_retraining?.tasks.promote?.skipOn).toEqual([1])
    const { check_drift: check, retrain } = dags.drift_check?.tasks ?? {}
    expect(check).toMatchObject({ skipOn: [1], downstream: ['retrain'] })
    expect(retrain?.triggerRule).toBe('all_skipped')
    // What is refused once is refused twice.
    expect(dags.fhir_data_ingestion?.tasks.validate_fhir?.retries).toBe(0)
  })

  it('check the audit trail every day, whatever becomes of the records', () => {
    const { verify_audit_trail: verify, ...rest } = dags.fhir_data_ingestion?.tasks ?? {}
    expect(verify).toMatchObject({ downstream: [], skipOn: [] })
    expect(verify?.pod?.spec).toMatchObject({ containers: [{ args: ['audit', 'verify'] }] })
    for (const { downstream } of Object.values(rest))
      expect(downstream).not.toContain('verify_audit_trail')
  })

  it('ask for pods within the restricted standard, with secrets as files', () => {
    const { pod } = dags.model_retraining?.tasks.promote ?? {}
    expect(pod?.metadata.namespace).toBe('pipelines')
    expect(pod?.spec).toEqual({
      affinity: {},
      automountServiceAccountToken: false,
      containers: [
        {
          name: 'base',
          image: 'registry.example/pipeline@sha256:0123',
          command: [],
          args: ['promote', '--data', '.pipeline/table.csv'],
          env: [
            { name: 'DATABASE_URL', value: 'postgresql://dataspace@db/dataspace' },
            { name: 'DATABASE_PASSWORD_FILE', value: '/secrets/DATABASE_PASSWORD' },
            { name: 'AUDIT_KEY_FILE', value: '/secrets/AUDIT_KEY' },
          ],
          envFrom: [],
          ports: [],
          resources: {
            requests: { cpu: '500m', memory: '1Gi' },
            limits: { cpu: '2', memory: '2Gi' },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            readOnlyRootFilesystem: true,
          },
          terminationMessagePolicy: 'File',
          volumeMounts: [
            { name: 'workspace', mountPath: '/workspace' },
            { name: 'tmp', mountPath: '/tmp' },
            { name: 'secrets', mountPath: '/secrets', readOnly: true },
          ],
        },
      ],
      hostNetwork: false,
      imagePullSecrets: [],
      initContainers: [],
      nodeSelector: {},
      restartPolicy: 'Never',
      securityContext: {
        fsGroup: 10001,
        runAsGroup: 10001,
        runAsNonRoot: true,
        runAsUser: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      serviceAccountName: 'pipeline',
      tolerations: [],
      volumes: [
        { name: 'workspace', persistentVolumeClaim: { claimName: 'pipeline-workspace' } },
        { name: 'tmp', emptyDir: {} },
        { name: 'secrets', secret: { secretName: 'task-secrets', defaultMode: 0o440 } },
      ],
    })
    expect(JSON.stringify(dags)).not.toContain('hunter2')
  })
})
