import * as k8s from '@pulumi/kubernetes'
import { labelsOf } from '../../components/kubernetes-labels.ts'
import type { Ownership } from '../../components/ownership.ts'
import type { Pipelines } from '../../components/pipelines/pipelines.ts'
import type { AwsSettings } from '../settings/settings.ts'

/** Name of the volume that the stages of a run hand files on by. */
export const WORKSPACE = 'pipeline-workspace'

/** What the volume is made from, whatever the environment is made of. */
export interface WorkspaceGround {
  readonly ownership: Ownership
  readonly settings: Pick<AwsSettings, 'pipelines'>
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
