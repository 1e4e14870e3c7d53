import * as pulumi from '@pulumi/pulumi'
import type { ImageBuilderArgs } from './image-builder-args.ts'

/** A statement whose values may not be known yet. */
export interface ClientStatement {
  readonly Sid: string
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: pulumi.Input<string> | readonly pulumi.Input<string>[]
  readonly Condition?: object
}

const PULL = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:DescribeImages',
  'ecr:GetDownloadUrlForLayer',
]

const PUSH = [
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
]

// A first pull through a cache makes the repository there.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
const PULL_THROUGH = ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository']

const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: ClientStatement['Resource'],
): ClientStatement => ({ Sid, Effect: 'Allow', Action, Resource })

/** Statements that let a client push what the builder built, and pull what it builds on. */
export function registryStatements(args: ImageBuilderArgs): ClientStatement[] {
  const { repositories, pullRepositoryArns = [] } = args
  const arns = Object.values(repositories).map(({ arn }) => arn)
  return [
    allow('Login', ['ecr:GetAuthorizationToken'], '*'),
    allow('Push', [...PULL, ...PUSH], arns),
    ...(pullRepositoryArns.length === 0
      ? []
      : [allow('PullBases', [...PULL, ...PULL_THROUGH], pullRepositoryArns)]),
  ]
}

/** Statements that let a client start and stop an instance and forward one of its ports. */
export function sessionStatements(instance: {
  arn: pulumi.Input<string>
  region: string
}): ClientStatement[] {
  const { arn, region } = instance
  const forwarding = `arn:aws:ssm:${region}::document/AWS-StartPortForwardingSession`
  return [
    allow('StartAndStop', ['ec2:StartInstances', 'ec2:StopInstances'], arn),
    allow('ReadBoot', ['ec2:GetConsoleOutput'], arn),
    // These know no resources.
    allow('Find', ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus'], '*'),
    {
      ...allow('ForwardPort', ['ssm:StartSession'], [arn, forwarding]),
      // Without it a session with no document at all, a shell, would do as well.
      // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-sessiondocumentaccesscheck.html
      Condition: { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } },
    },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
    allow('EndOwnSessions', ['ssm:TerminateSession'], 'arn:aws:ssm:*:*:session/${aws:userid}-*'),
  ]
}

/** The document of some statements. */
export const clientPolicy = (statements: readonly ClientStatement[]): pulumi.Output<string> =>
  pulumi.jsonStringify({ Version: '2012-10-17', Statement: statements })
