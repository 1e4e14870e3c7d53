import * as pulumi from '@pulumi/pulumi'
import { describe, expect, it } from 'vitest'
import {
  WorkloadIdentity,
  type WorkloadIdentityArgs,
} from '../../../components/workload-identity/workload-identity.ts'
import { record } from '../../../rehearsal/engine/record.ts'

const ARN = 'arn:aws:eks:eu-central-1:123456789012:cluster/main'
const CLUSTER = {
  clusterName: 'main',
  arn: ARN,
  endpoint: 'https://main.example',
  certificateAuthority: 'Y2E=',
  securityGroupId: 'sg-1',
}
const TAGS = {
  owner: 'ml-platform',
  environment: 'test',
  institution: 'shared',
  'data-class': 'internal',
}
const ARGS: WorkloadIdentityArgs = {
  ownership: { owner: 'ml-platform', environment: 'test' },
  cluster: CLUSTER,
  namespace: 'readmission',
  serviceAccount: 'predictions',
  statements: [
    {
      sid: 'ReadModels',
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::models/*'],
      conditions: [
        { operator: 'StringEquals', key: 's3:ExistingObjectTag/kind', values: ['model'] },
        { operator: 'StringEquals', key: 'aws:ResourceAccount', values: ['123456789012'] },
      ],
    },
  ],
}

const recordWith = (args: Partial<WorkloadIdentityArgs> = {}) =>
  record(() => {
    const { roleArn, serviceAccount } = new WorkloadIdentity('predictions', { ...ARGS, ...args })
    return { roleArn, serviceAccount }
  })

describe('a workload identity', () => {
  it('is a role, its own policy, and their association with one service account', async () => {
    const { resources, outputs } = await recordWith()
    const made = resources.filter(({ custom }) => custom)
    expect(made.map(({ type, name }) => [type, name])).toEqual([
      ['aws:eks/podIdentityAssociation:PodIdentityAssociation', 'predictions-association'],
      ['aws:iam/policy:Policy', 'predictions-policy'],
      ['aws:iam/role:Role', 'predictions-role'],
      ['aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'predictions-own'],
    ])
    const [association, policy, role, attachment] = made
    expect(association?.inputs).toEqual({
      clusterName: 'main',
      namespace: 'readmission',
      serviceAccount: 'predictions',
      roleArn: role?.outputs.arn,
      tags: { ...TAGS, Name: 'predictions-association' },
    })
    expect(attachment?.inputs).toEqual({ role: role?.outputs.name, policyArn: policy?.outputs.arn })
    expect(association?.dependencies).toEqual([role?.urn, attachment?.urn])
    expect(policy?.inputs.tags).toEqual({ ...TAGS, Name: 'predictions-policy' })
    expect(role?.inputs.tags).toEqual({ ...TAGS, Name: 'predictions-role' })
    expect(outputs).toEqual({ roleArn: role?.outputs.arn, serviceAccount: 'predictions' })
  })

  it('trusts EKS alone, for pods of that service account in that cluster', async () => {
    const { resources } = await recordWith()
    const role = resources.find(({ type }) => type === 'aws:iam/role:Role')
    expect(JSON.parse(String(role?.inputs.assumeRolePolicy)).Statement).toEqual([
      {
        Sid: 'PodsOfOneServiceAccount',
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: {
            'aws:SourceAccount': '123456789012',
            'aws:RequestTag/kubernetes-namespace': 'readmission',
            'aws:RequestTag/kubernetes-service-account': 'predictions',
          },
          ArnEquals: { 'aws:SourceArn': ARN },
        },
      },
    ])
  })

  it('allows what the statements say, conditions included, with ARNs known only later', async () => {
    const [statement] = ARGS.statements
    const { resources } = await recordWith({
      statements: [{ ...statement!, resources: [pulumi.interpolate`arn:aws:s3:::${'models'}/*`] }],
    })
    const policy = resources.find(({ type }) => type === 'aws:iam/policy:Policy')
    expect(JSON.parse(String(policy?.inputs.policy))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ReadModels',
          Effect: 'Allow',
          Action: ['s3:GetObject'],
          Resource: ['arn:aws:s3:::models/*'],
          Condition: {
            StringEquals: {
              's3:ExistingObjectTag/kind': ['model'],
              'aws:ResourceAccount': ['123456789012'],
            },
          },
        },
      ],
    })
  })
})

describe('a workload identity refuses', () => {
  const statement = { sid: 'Use', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] }
  const refusals: [string, Partial<WorkloadIdentityArgs>, string][] = [
    [
      'a namespace that is none',
      { namespace: 'Readmission' },
      'namespace must be a lower-case DNS label of at most 63 characters, got "Readmission"',
    ],
    [
      'a service account that is none',
      { serviceAccount: '' },
      'serviceAccount must be a lower-case DNS label of at most 63 characters, got ""',
    ],
    [
      'to be for nothing',
      { statements: [] },
      'statements must be one or more statements, got []; a workload that calls nothing in AWS needs no identity',
    ],
    [
      'a name that two statements have',
      { statements: [statement, statement] },
      'statements[1].sid must be letters and digits that no other statement has, got "Use"',
    ],
    [
      'actions without a service',
      { statements: [{ ...statement, actions: ['GetObject'] }] },
      'statements[0].actions must be one or more of the form service:Action, got ["GetObject"]',
    ],
    [
      'statements about no resource',
      { statements: [{ ...statement, resources: [] }] },
      'statements[0].resources must be one or more ARNs, got []',
    ],
    [
      'every action',
      { statements: [{ ...statement, actions: ['*'] }] },
      'statements[0].actions must be named actions, got ["*"]; name the actions the workload calls, or the resources it calls them on',
    ],
    [
      'every action of a service on everything',
      { statements: [{ ...statement, actions: ['s3:*'], resources: ['*'] }] },
      'statements[0].actions must be named actions, got ["s3:*"]; name the actions the workload calls, or the resources it calls them on',
    ],
    [
      'decryption with every key',
      { statements: [{ ...statement, actions: ['kms:Decrypt'], resources: ['*'] }] },
      'statements[0].resources must be ARNs of keys for an action that decrypts, got ["*"]',
    ],
  ]
  it.each(refusals)('%s', async (_, args, message) => {
    await expect(recordWith(args)).rejects.toThrow(
      expect.objectContaining({ message: `WorkloadIdentity "predictions": ${message}` }),
    )
  })
})
