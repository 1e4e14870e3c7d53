import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../../ownership.ts'
import type { KaapanaContext } from '../kaapana-running.ts'
import { repositoriesArn } from './instance-plan.ts'
import { instanceStatements } from './instance-statements.ts'
import { machineScripts, scriptsDocument } from './machine-scripts.ts'

/** What the machine asks and tells, and the profile that lets it. */
export interface InstanceAccess {
  readonly profile: aws.iam.InstanceProfile
  /** What has to be in force before the machine can do anything. */
  readonly attachment: aws.iam.RolePolicyAttachment
  readonly logGroup: aws.cloudwatch.LogGroup
  readonly document: aws.ssm.Document
  readonly parameter: string
}

/** Makes log group, scripts' document, role and profile. */
export function createAccess(context: KaapanaContext): InstanceAccess {
  const { name, args, parent } = context
  const { ownership, keys, logRetentionDays = 365 } = args
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}-install`,
    {
      kmsKeyId: keys.logs.arn,
      retentionInDays: logRetentionDays,
      tags: tagsOf(ownership, { name: `${name}-install` }),
    },
    { parent },
  )
  const document = new aws.ssm.Document(
    `${name}-scripts`,
    {
      documentType: 'Command',
      documentFormat: 'JSON',
      content: scriptsDocument(machineScripts()),
      tags: tagsOf(ownership, { name: `${name}-scripts` }),
    },
    { parent },
  )
  const parameter = `/dataspace/${ownership.environment}/${name}/wanted`
  return {
    ...createProfile(context, { logGroup, document, parameter }),
    logGroup,
    document,
    parameter,
  }
}

function createProfile(
  { name, args, parent, secrets }: KaapanaContext,
  of: { logGroup: aws.cloudwatch.LogGroup; document: aws.ssm.Document; parameter: string },
) {
  const { ownership, region, accountId, certificate, keys, release } = args
  const { secretArn } = certificate ?? {}
  const tags = tagsOf(ownership, { name: `${name}-instance` })
  const description = `Machine of Kaapana ${name}`
  const role = new aws.iam.Role(
    `${name}-instance`,
    { description, assumeRolePolicy: JSON.stringify(INSTANCE_TRUST), tags },
    { parent },
  )
  const statements = instanceStatements({
    region,
    repositoriesArn: pulumi.output(release.registry).apply(repositoriesArn),
    secretArns: [secrets.credentialsArn, ...(secretArn === undefined ? [] : [secretArn])],
    secretsKeyArn: keys.secrets.arn,
    parameterArn: pulumi.interpolate`arn:aws:ssm:${region}:${accountId}:parameter${of.parameter}`,
    documentArn: of.document.arn,
    logGroupArn: pulumi.interpolate`${of.logGroup.arn}:*`,
  })
  const policy = new aws.iam.Policy(
    `${name}-instance`,
    {
      description,
      policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement: statements }),
      tags,
    },
    { parent },
  )
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-instance`,
    { role: role.name, policyArn: policy.arn },
    { parent },
  )
  const profile = new aws.iam.InstanceProfile(
    `${name}-instance`,
    { role: role.name, tags },
    { parent, dependsOn: [attachment] },
  )
  return { profile, attachment }
}

const INSTANCE_TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
}
