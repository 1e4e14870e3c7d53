import * as pulumi from '@pulumi/pulumi'
import { type KeyInstitution, type KeyPurpose, KeyService } from '../../components/keys/keys.ts'
import type { AwsSettings } from '../settings/settings.ts'

/** Keys of the environment's own, one for each kind of data, and who encrypts with it. */
export const PURPOSES: Record<string, KeyPurpose> = {
  alarms: {
    services: [
      KeyService.Sns,
      KeyService.CloudWatchAlarms,
      KeyService.EventBridge,
      KeyService.RdsEvents,
    ],
  },
  cluster: { services: [KeyService.Eks] },
  database: { services: [KeyService.Rds, KeyService.SecretsManager, KeyService.Backup] },
  images: { services: [KeyService.Ecr] },
  lake: { services: [KeyService.S3, KeyService.CloudTrail] },
  logs: { services: [KeyService.Logs] },
  secrets: { services: [KeyService.SecretsManager] },
  volumes: { services: [KeyService.Ebs, KeyService.Efs] },
}

/** Name of the role that takes in an institution's FHIR files: its key names it beforehand. */
export function intakeRoleName({ environment }: AwsSettings, institution: string): string {
  return `${environment}-fhir-intake-${institution}`
}

/** Name of the role that copies an institution's objects to the other region. */
export function replicationRoleName({ environment }: AwsSettings, institution: string): string {
  return `${environment}-replication-${institution}`
}

/** Name of the role that the pipelines' tasks read accepted records with. */
export function taskRoleName({ environment }: AwsSettings): string {
  return `${environment}-pipeline-tasks`
}

/** Name of the role that an institution's part in federated training reads its table with. */
export function federationRoleName({ environment }: AwsSettings, institution: string): string {
  return `${environment}-federation-${institution}`
}

/** A key for each institution that only the roles which handle its data can use. */
export function institutionKeys(
  settings: AwsSettings,
  accountId: pulumi.Input<string>,
): Record<string, KeyInstitution> {
  if (!settings.keys.perInstitution) return {}
  const role = (name: string) => pulumi.interpolate`arn:aws:iam::${accountId}:role/${name}`
  const { fhirIntake, storage, tracking, pipelines, federation } = settings
  return Object.fromEntries(
    Object.keys(settings.institutions).map((id) => {
      const roleArns: Record<string, pulumi.Input<string>> = {
        ...(fhirIntake.enabled && { intake: role(intakeRoleName(settings, id)) }),
        ...(storage.replicaRegion !== undefined && {
          replication: role(replicationRoleName(settings, id)),
        }),
      }
      const readerRoleArns: Record<string, pulumi.Input<string>> = {
        ...(tracking.enabled && pipelines.enabled && { tasks: role(taskRoleName(settings)) }),
        ...(federation.enabled && { federation: role(federationRoleName(settings, id)) }),
      }
      return [id, { roleArns, readerRoleArns }]
    }),
  )
}
