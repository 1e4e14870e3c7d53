import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { LogPlan } from '../log-settings.ts'
import { tagsOf } from '../ownership.ts'
import type { NetworkScope } from './network-scope.ts'

/** Logs all of a VPC's traffic to a log group of ours. */
export function makeFlowLogs(
  scope: NetworkScope,
  { vpc, logs }: { vpc: aws.ec2.Vpc; logs: LogPlan },
): void {
  const { plan, ownership, parent } = scope
  const name = `${plan.name}-flow-logs`
  const tags = tagsOf(ownership, { name })
  const group = new aws.cloudwatch.LogGroup(
    name,
    { retentionInDays: logs.retentionDays, ...(logs.key && { kmsKeyId: logs.key.arn }), tags },
    { parent },
  )
  const { role, attachment } = makeWriter(scope, { name, group })
  new aws.ec2.FlowLog(
    name,
    {
      vpcId: vpc.id,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags,
    },
    { parent, dependsOn: [attachment] },
  )
}

function makeWriter(
  { plan, ownership, accountId, parent }: NetworkScope,
  { name, group }: { name: string; group: aws.cloudwatch.LogGroup },
): { role: aws.iam.Role; attachment: aws.iam.RolePolicyAttachment } {
  const tags = tagsOf(ownership, { name })
  const role = new aws.iam.Role(
    name,
    {
      description: `Writes the flow logs of ${plan.name}`,
      assumeRolePolicy: pulumi.jsonStringify(flowLogTrust(plan.region, accountId)),
      tags,
    },
    { parent },
  )
  const policy = new aws.iam.Policy(
    name,
    { policy: pulumi.jsonStringify(flowLogPolicy(group.arn)), tags },
    { parent },
  )
  const attachment = new aws.iam.RolePolicyAttachment(
    name,
    { role: role.name, policyArn: policy.arn },
    { parent },
  )
  return { role, attachment }
}

/**
 * Only this account's flow logs may use the role (no confused deputy).
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
function flowLogTrust(region: string, accountId: pulumi.Input<string>) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: {
            'aws:SourceArn': pulumi.interpolate`arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*`,
          },
        },
      },
    ],
  }
}

function flowLogPolicy(groupArn: pulumi.Output<string>) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
        Resource: [groupArn, pulumi.interpolate`${groupArn}:*`],
      },
      // Describing has no narrower resource than the account's groups.
      { Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
    ],
  }
}
