/**
 * Trust of RDS's enhanced monitoring: for this one instance, else the role could be lent to another.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export function monitoringTrust(accountId: string, instanceArn: string) {
  return serviceTrust('monitoring.rds.amazonaws.com', {
    StringEquals: { 'aws:SourceAccount': accountId, 'aws:SourceArn': instanceArn },
  })
}

/** Trust of AWS Backup, for plans of this account. */
export function backupTrust(accountId: string) {
  return serviceTrust('backup.amazonaws.com', {
    StringEquals: { 'aws:SourceAccount': accountId },
  })
}

const serviceTrust = (Service: string, Condition: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole', Condition }],
})
