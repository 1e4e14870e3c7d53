import { type Control, each, some } from './control.ts'
import { at, type Graph, type GraphResource, list, ofType } from './graph.ts'
import { keyIsOurs } from './key-controls.ts'

const INSTANCE = 'aws:rds/instance:Instance'
const CURRENT_CAS = ['rds-ca-rsa2048-g1', 'rds-ca-rsa4096-g1', 'rds-ca-ecc384-g1']
const REQUIRED_LOGS = ['postgresql', 'upgrade', 'iam-db-auth-error']

const instances = (graph: Graph) => ofType(graph, INSTANCE)

/** A control of one property of every instance; an environment without instances breaks it. */
function ofInstances(
  control: Omit<Control, 'violations'>,
  broken: (instance: GraphResource, graph: Graph) => string | false,
): Control {
  return {
    ...control,
    violations: (graph) => [
      ...some(instances(graph), 'database'),
      ...each(instances(graph), (instance) => broken(instance, graph)),
    ],
  }
}

function parameter(graph: Graph, instance: GraphResource, name: string) {
  const group = ofType(graph, 'aws:rds/parameterGroup:ParameterGroup').find(
    ({ id, outputs }) =>
      id === instance.inputs.parameterGroupName ||
      outputs.name === instance.inputs.parameterGroupName,
  )
  const found = list(group?.inputs.parameters).find((entry) => at(entry, 'name') === name)
  return at(found, 'value')
}

/** Controls 47–63: PostgreSQL on RDS. */
export const DATABASE_CONTROLS: readonly Control[] = [
  ofInstances(
    {
      number: 47,
      title: 'Storage is encrypted with a key of ours',
      sources: 'FSBP RDS.3, CIS 2.3.1',
    },
    ({ inputs }, graph) =>
      !(inputs.storageEncrypted === true && keyIsOurs(graph, inputs.kmsKeyId)) &&
      'is not encrypted',
  ),
  ofInstances(
    { number: 48, title: 'No database is public', sources: 'FSBP RDS.2, CIS 2.3.3' },
    ({ inputs }) => inputs.publiclyAccessible !== false && 'does not say that it is not public',
  ),
  ofInstances(
    { number: 49, title: 'A standby is in another zone', sources: 'FSBP RDS.5, CKV_AWS_157' },
    ({ inputs }) => inputs.multiAz !== true && 'has no standby',
  ),
  ofInstances(
    { number: 50, title: 'Backups are kept 35 days', sources: 'FSBP RDS.11, CKV_AWS_133' },
    ({ inputs }) => Number(inputs.backupRetentionPeriod ?? 0) < 35 && 'keeps backups under 35 days',
  ),
  ofInstances(
    {
      number: 51,
      title: 'Deletion is refused and leaves a snapshot',
      sources: 'FSBP RDS.8, CKV_AWS_293',
    },
    ({ inputs }) =>
      !(inputs.deletionProtection === true && inputs.skipFinalSnapshot !== true) &&
      'can be deleted without a snapshot',
  ),
  ofInstances(
    { number: 52, title: 'TLS is forced', sources: 'FSBP RDS.38, CKV2_AWS_69' },
    (instance, graph) =>
      String(parameter(graph, instance, 'rds.force_ssl')) !== '1' && 'does not force TLS',
  ),
  ofInstances(
    { number: 53, title: 'People sign in through IAM', sources: 'FSBP RDS.10, CKV_AWS_161' },
    ({ inputs }) => inputs.iamDatabaseAuthenticationEnabled !== true && 'has no IAM authentication',
  ),
  ofInstances(
    {
      number: 54,
      title: 'RDS keeps the password, under a key of ours',
      sources: 'FSBP SecretsManager.1',
    },
    ({ inputs }, graph) =>
      !(
        inputs.manageMasterUserPassword === true &&
        keyIsOurs(graph, inputs.masterUserSecretKmsKeyId)
      ) && 'has a password that RDS does not keep under a key of ours',
  ),
  ofInstances(
    { number: 55, title: 'Logs are exported', sources: 'FSBP RDS.9/.36, CKV_AWS_129' },
    ({ inputs }) => {
      const exported = list(inputs.enabledCloudwatchLogsExports)
      const missing = REQUIRED_LOGS.filter((log) => !exported.includes(log))
      return missing.length > 0 && `does not export ${missing.join(', ')}`
    },
  ),
  ofInstances(
    {
      number: 56,
      title:
        'pgaudit records definitions and roles, and statements with their values are not logged',
      sources: 'CKV2_AWS_30 (read with care: bind values are patient data)',
    },
    (instance, graph) => {
      const audited = String(parameter(graph, instance, 'pgaudit.log') ?? '')
      if (!(audited.includes('ddl') && audited.includes('role')))
        return 'does not audit ddl and role'
      return parameter(graph, instance, 'log_statement') === 'all' && 'logs every statement'
    },
  ),
  ofInstances(
    {
      number: 57,
      title: 'Enhanced monitoring reads once a minute',
      sources: 'FSBP RDS.6, CKV_AWS_118',
    },
    ({ inputs }) => {
      const seconds = Number(inputs.monitoringInterval ?? 0)
      return !(seconds > 0 && seconds <= 60) && 'has no enhanced monitoring'
    },
  ),
  ofInstances(
    { number: 58, title: 'Performance Insights has a key of ours', sources: 'CKV_AWS_353/354' },
    ({ inputs }, graph) =>
      !(
        inputs.performanceInsightsEnabled === true &&
        keyIsOurs(graph, inputs.performanceInsightsKmsKeyId)
      ) && 'has no encrypted Performance Insights',
  ),
  ofInstances(
    { number: 59, title: 'Minor versions come by themselves', sources: 'FSBP RDS.13, CIS 2.3.2' },
    ({ inputs }) => inputs.autoMinorVersionUpgrade === false && 'is not upgraded by itself',
  ),
  ofInstances(
    {
      number: 60,
      title: 'Snapshots carry the tags and the CA is current',
      sources: 'FSBP RDS.17, CKV_AWS_211',
    },
    ({ inputs }) =>
      !(
        inputs.copyTagsToSnapshot === true && CURRENT_CAS.includes(String(inputs.caCertIdentifier))
      ) && 'loses tags in snapshots or has an old CA',
  ),
  ofInstances(
    {
      number: 61,
      title: 'A backup plan with a locked, encrypted vault holds every database',
      sources: 'FSBP RDS.26, Backup.1, HIPAA 164.308(a)(7)(ii)(A)',
    },
    (instance, graph) => {
      const selected = ofType(graph, 'aws:backup/selection:Selection').some(({ inputs }) =>
        list(inputs.resources).includes(instance.outputs.arn ?? null),
      )
      const vaults = ofType(graph, 'aws:backup/vault:Vault')
      const encrypted = vaults.length > 0 && vaults.every(({ inputs }) => inputs.kmsKeyArn)
      const locked = ofType(graph, 'aws:backup/vaultLockConfiguration:VaultLockConfiguration')
      if (!selected) return 'is in no backup plan'
      return !(encrypted && locked.length > 0) && 'is backed up to a vault without key or lock'
    },
  ),
  {
    number: 62,
    title: 'Failures, failovers and backups of databases are reported',
    sources: 'FSBP RDS.20',
    violations: (graph) =>
      some(
        ofType(graph, 'aws:rds/eventSubscription:EventSubscription').filter(
          ({ inputs }) => inputs.snsTopic !== undefined,
        ),
        'event subscription of databases',
      ),
  },
  ofInstances(
    { number: 63, title: 'The administrator has no default name', sources: 'FSBP RDS.25' },
    ({ inputs }) =>
      ['postgres', 'admin', ''].includes(String(inputs.username ?? '')) && 'has a default name',
  ),
]
