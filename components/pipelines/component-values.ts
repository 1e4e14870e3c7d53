import { computeOf } from '../namespace/restricted-pod.ts'
import type { AirflowScope } from './pipelines-values.ts'
import { CLIENT_SECRET, webSignIn } from './web-sign-in.ts'

const compute = (memoryRequest: string, memoryLimit: string) =>
  computeOf({ cpuRequest: '100m', memoryRequest, cpuLimit: '1', memoryLimit }, '1Gi')

/** Old log files of the component are removed beside it. */
const LOG_GROOMER = {
  retentionDays: 3,
  resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
}

// The component's own Job has migrated before any of these starts.
const MIGRATED = { waitForMigrations: { enabled: false } }

const ONE_AT_A_TIME = { enabled: true, config: { maxUnavailable: 1 } }

/** Values of Airflow's parts: the page with its API, scheduler, reader of DAGs, and pods of tasks. */
export function componentValues(scope: AirflowScope): Record<string, unknown> {
  return {
    apiServer: {
      replicas: 2,
      ...MIGRATED,
      resources: compute('1Gi', '2Gi'),
      serviceAccount: { create: false, name: scope.accounts.page },
      podDisruptionBudget: ONE_AT_A_TIME,
      // It imports Airflow twice before it answers.
      startupProbe: { failureThreshold: 30, periodSeconds: 10 },
      ...signInValues(scope),
    },
    scheduler: {
      replicas: 1,
      ...MIGRATED,
      resources: compute('512Mi', '1Gi'),
      // The check starts a whole Airflow, which half a core does not do in 20 seconds.
      livenessProbe: { timeoutSeconds: 60, periodSeconds: 90 },
      startupProbe: { timeoutSeconds: 60, periodSeconds: 30, failureThreshold: 10 },
      logGroomerSidecar: LOG_GROOMER,
    },
    dagProcessor: {
      enabled: true,
      replicas: 1,
      ...MIGRATED,
      resources: compute('512Mi', '1Gi'),
      livenessProbe: { timeoutSeconds: 60, periodSeconds: 90 },
      serviceAccount: { automountServiceAccountToken: false },
      logGroomerSidecar: LOG_GROOMER,
    },
    // These pods only start a task's pod and follow it.
    workers: {
      serviceAccount: { create: false, name: scope.accounts.workers },
      kubernetes: { resources: compute('384Mi', '768Mi') },
    },
    databaseCleanup: {
      enabled: true,
      retentionDays: 90,
      skipArchive: true,
      resources: compute('384Mi', '768Mi'),
      serviceAccount: { automountServiceAccountToken: false },
    },
  }
}

function signInValues({ address, secrets }: AirflowScope): Record<string, unknown> {
  if (address === undefined) return {}
  const secretKeyRef = { name: secrets.signIn, key: 'client-secret' }
  return {
    apiServerConfig: webSignIn(address),
    env: [{ name: CLIENT_SECRET, valueFrom: { secretKeyRef } }],
  }
}
