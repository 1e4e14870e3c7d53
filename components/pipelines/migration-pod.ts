import type * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { computeOf, hardenedAs, restrictedPod } from '../namespace/restricted-pod.ts'
import { DATABASE_CERTIFICATES } from '../postgres-access.ts'
import { AIRFLOW_USER, type AirflowScope, AUTH_MANAGER } from './pipelines-values.ts'

const COMPUTE = { cpuRequest: '100m', memoryRequest: '512Mi', cpuLimit: '1', memoryLimit: '1Gi' }

const SECRETS = '/run/secrets/database'

/**
 * The pod that brings the database's schema to the image's version, with the tables of the
 * authentication manager.
 */
export function migrationPod(
  image: pulumi.Input<string>,
  { secrets, certificates }: AirflowScope,
  account: pulumi.Input<string>,
): k8s.types.input.core.v1.PodSpec {
  const { id, group } = AIRFLOW_USER
  return {
    ...restrictedPod(account, id, group),
    restartPolicy: 'Never',
    containers: [
      {
        name: 'migrate',
        image,
        imagePullPolicy: 'IfNotPresent',
        command: ['airflow', 'db', 'migrate'],
        env: [
          { name: 'AIRFLOW_HOME', value: '/tmp/airflow' },
          { name: 'AIRFLOW__CORE__AUTH_MANAGER', value: AUTH_MANAGER },
          { name: 'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD', value: `cat ${SECRETS}/connection` },
        ],
        resources: computeOf(COMPUTE),
        securityContext: hardenedAs(id, group),
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'database', mountPath: SECRETS, readOnly: true },
          ...(certificates === undefined
            ? []
            : [{ name: 'database-ca', mountPath: DATABASE_CERTIFICATES, readOnly: true }]),
        ],
      },
    ],
    volumes: [
      { name: 'tmp', emptyDir: { sizeLimit: '128Mi' } },
      { name: 'database', secret: { secretName: secrets.database, defaultMode: 0o440 } },
      ...(certificates === undefined
        ? []
        : [{ name: 'database-ca', configMap: { name: certificates, defaultMode: 0o444 } }]),
    ],
  }
}
