import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import type { DataLake } from '../../components/bucket/data-lake.ts'
import { labelsOf } from '../../components/kubernetes-labels.ts'
import type { Pipelines } from '../../components/pipelines/pipelines.ts'
import type { WorkloadIdentityStatement } from '../../components/workload-identity/statements.ts'
import type { Foundation } from './foundation.ts'

/** Name of the volume that the stages of a run hand files on by. */
export const WORKSPACE = 'pipeline-workspace'

/** What the volume is made from, whatever the environment is made of. */
export interface WorkspaceGround extends Pick<Foundation, 'ownership'> {
  readonly settings: Pick<Foundation['settings'], 'pipelines'>
}

/** Makes that volume. Runs follow one another, so that one node at a time holds it. */
export function makeWorkspace(
  { settings, ownership }: WorkspaceGround,
  pipelines: Pipelines,
  storageClassName?: string,
): void {
  new k8s.core.v1.PersistentVolumeClaim(
    WORKSPACE,
    {
      metadata: {
        name: WORKSPACE,
        namespace: pipelines.namespace,
        labels: labelsOf(ownership, { application: 'pipelines', instance: WORKSPACE }),
        // The disk is made where the first task runs, which may be never.
        annotations: { 'pulumi.com/skipAwait': 'true' },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(storageClassName !== undefined && { storageClassName }),
        resources: { requests: { storage: `${settings.pipelines.workspaceGib}Gi` } },
      },
    },
    { parent: pipelines },
  )
}

/** Tasks read and write versions of data, the DVC remote, and no institution's bucket. */
export function dataVersions(
  { settings, keys }: Foundation,
  lake: DataLake,
): WorkloadIdentityStatement[] {
  const { arn } = lake.datasets
  const through = [`s3.${settings.region}.amazonaws.com`]
  return [
    {
      sid: 'DataVersions',
      actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
      resources: [pulumi.interpolate`${arn}/dvc/*`],
    },
    {
      sid: 'ListThem',
      actions: ['s3:ListBucket'],
      resources: [arn],
      conditions: [{ operator: 'StringLike', key: 's3:prefix', values: ['dvc', 'dvc/*'] }],
    },
    {
      sid: 'KeyOfTheBucket',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [keys.purpose('lake').arn],
      conditions: [{ operator: 'StringEquals', key: 'kms:ViaService', values: through }],
    },
  ]
}
