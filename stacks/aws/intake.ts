import type { DataLake } from '../../components/bucket/data-lake.ts'
import { FhirIntake } from '../../components/fhir-intake/fhir-intake.ts'
import { DataClass } from '../../components/ownership.ts'
import type { PredictionService } from '../../components/prediction-service/prediction-service.ts'
import type { Foundation } from './foundation.ts'
import { intakeRoleName } from './key-plan.ts'

/**
 * Makes an intake for each institution's bucket: each has a role of its own, the only one beside
 * replication that the institution's key admits.
 */
export function makeIntakes(
  foundation: Foundation,
  ground: { lake: DataLake; service: PredictionService; code: Record<string, string> },
): void {
  const { settings, ownership, keys, alarms, onAws } = foundation
  const { region, protect, logs, fhirIntake } = settings
  for (const id of Object.keys(settings.institutions))
    new FhirIntake(
      `intake-${id}`,
      {
        ownership: { ...ownership, institution: id, dataClass: DataClass.Phi },
        region,
        bucket: ground.lake.institution(id),
        code: ground.code,
        institutions: [id],
        roleName: intakeRoleName(settings, id),
        pseudonymSecretArn: ground.service.secretArns.service,
        pseudonymSecretField: 'auditKey',
        pseudonymSecretKeyArn: keys.purpose('secrets').arn,
        key: keys.purpose('logs'),
        alarmTopicArn: alarms.arn,
        prefixes: { uploads: fhirIntake.prefix },
        logRetentionDays: logs.retentionDays,
        protect,
      },
      onAws,
    )
}
