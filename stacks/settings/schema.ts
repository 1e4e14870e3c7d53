import { z } from 'zod'
import { clusterSettings } from './cluster-settings.ts'
import { databaseSettings, keySettings, storageSettings } from './data-settings.ts'
import { federationSettings } from './federation-settings.ts'
import { accountId } from './forms.ts'
import { imageSettings, registrySettings } from './image-settings.ts'
import { institutionSettings } from './institution-settings.ts'
import { kaapanaSettings } from './kaapana-settings.ts'
import { kubeconfigSetting, kubernetesSettings } from './kubernetes-settings.ts'
import { choice, flag, mapOf, numberOf, text } from './leaves.ts'
import { localSettings } from './local-settings.ts'
import { monitoringSettings, pipelinesSettings, trackingSettings } from './ml-settings.ts'
import { networkSettings } from './network-settings.ts'
import {
  alarmSettings,
  edgeSettings,
  fhirIntakeSettings,
  serviceSettings,
} from './service-settings.ts'
import { signInSettings } from './sign-in-settings.ts'

// What AWS takes in tags: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
// Without =, at which the load balancer controller parts a tag from its value.
const tagKey = text(
  /^(?!aws:)[A-Za-z0-9À-ɏ_+.:/@-]{1,127}$/,
  'a tag of 1–127 letters, digits and _ + . : / @ - that does not start with aws:',
  'cost-centre',
)
const tagValue = text(
  /^[A-Za-z0-9À-ɏ _+=.:/@-]{0,255}$/,
  'text of at most 255 letters, digits, spaces and _ + = . : / @ -',
  '4711',
)
const owner = text(
  /^[A-Za-z0-9À-ɏ_+=.:/@-]([A-Za-z0-9À-ɏ _+=.:/@-]{0,98}[A-Za-z0-9À-ɏ_+=.:/@-])?$/,
  '1–100 letters, digits, spaces and _ + = . : / @ -, as it becomes a tag',
  'imaging-platform',
)

const logs = z.strictObject({
  retentionDays: numberOf([30, 60, 90, 180, 365, 400, 545, 731, 1096, 1827, 2557, 3653])
    .default(365)
    .describe('Days that logs in CloudWatch are kept.'),
})

/**
 * All settings by top-level key, with their defaults: the one place where a setting is defined. What is
 * said of a setting in messages, in the editor, in Pulumi.yaml and in docs/settings.md comes from here.
 */
export const SETTINGS = {
  kind: choice(['aws', 'local', 'kubernetes'])
    .default('aws')
    .describe('Made of: AWS, containers on this machine, or a Kubernetes cluster that exists.'),
  owner: owner.describe('Team or person who answers for the environment.'),
  accountId: accountId()
    .optional()
    .describe('AWS account to deploy to; another is refused. Without it the program asks AWS.'),
  protect: flag()
    .default(true)
    .describe('Nothing that holds data or keys is deleted or replaced before this is false.'),
  dataResidency: choice(['eu', 'any'])
    .default('eu')
    .describe('Where data may be: `eu` allows only regions of the European Union.'),
  tags: mapOf(tagKey, tagValue.describe('Value of the tag.'))
    .default({})
    .describe('Further tags of every resource.'),
  institutions: institutionSettings.describe(
    'Institutions that share the environment, by id; at least one.',
  ),
  network: networkSettings.prefault({}).describe('The network.'),
  keys: keySettings.prefault({}).describe('Encryption keys.'),
  storage: storageSettings.prefault({}).describe('Buckets.'),
  database: databaseSettings.prefault({}).describe('The PostgreSQL server.'),
  registry: registrySettings.prefault({}).describe('Image repositories.'),
  image: imageSettings.prefault({}).describe('Images that are built or taken.'),
  cluster: clusterSettings.prefault({}).describe('The Kubernetes cluster.'),
  service: serviceSettings.prefault({}).describe('The prediction service.'),
  edge: edgeSettings.prefault({}).describe('How the environment is reached.'),
  fhirIntake: fhirIntakeSettings.prefault({}).describe('Processing of uploaded FHIR files.'),
  logs: logs.prefault({}).describe('Logs of the platform.'),
  alarms: alarmSettings.prefault({}).describe('Alarms.'),
  tracking: trackingSettings.prefault({}).describe('MLflow: runs, models and their aliases.'),
  pipelines: pipelinesSettings.prefault({}).describe('Airflow: retraining and drift on schedule.'),
  monitoring: monitoringSettings.prefault({}).describe('Metrics, alerts and dashboards.'),
  signIn: signInSettings
    .prefault({})
    .describe('Single sign-on for people who use the tools in a browser.'),
  federation: federationSettings
    .prefault({})
    .describe('Training at each institution, without giving rows away.'),
  kaapana: kaapanaSettings.prefault({}).describe('Kaapana, the platform for medical images.'),
  local: localSettings.prefault({}).describe('Containers on this machine, for kind local.'),
  kubernetes: kubernetesSettings
    .prefault({})
    .describe('A cluster that exists and what it offers, for kind kubernetes.'),
  kubeconfig: kubeconfigSetting
    .optional()
    .describe('Kubeconfig of that cluster, where no file has it; a secret of the stack.'),
} as const

/** The whole schema of the settings. */
export const settingsSchema = z.strictObject(SETTINGS)

/** Settings as the schema yields them, before what depends on others is filled in. */
export type ParsedSettings = z.output<typeof settingsSchema>
