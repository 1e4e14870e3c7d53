import { createHash } from 'node:crypto'
import type { KaapanaValuesDocument } from '../values/index.ts'

/** What has to run on a machine: the content of the parameter that it asks for each minute. */
export interface WantedRelease {
  /** Id of the instance it is meant for; another does nothing. */
  readonly instance: string
  readonly version: string
  /** `oci://…` without version. */
  readonly chart: string
  readonly chartVersion: string
  /** `sha256:…`, or empty. */
  readonly chartDigest: string
  /** SHA-256 of each script of the document. */
  readonly scripts: Readonly<Record<string, string>>
  /** Helm's values without credentials. */
  readonly values: KaapanaValuesDocument
}

/** Seconds until a machine has to have asked. */
const START_SECONDS = 1800

/** Seconds until Kaapana has to answer: what the installation's steps may take in the worst case. */
const INSTALL_SECONDS = 4 * 3600

/** Seconds that a rollout may take in all. */
export const ROLLOUT_SECONDS = START_SECONDS + INSTALL_SECONDS

/** Name of a rollout: it changes with everything that is wanted, instance included. */
export const rolloutName = (name: string, wanted: WantedRelease): string =>
  `${name}-${createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 12)}`

/**
 * A stack of CloudFormation that says what is wanted and waits until the machine says it is so. The
 * machine tells by presigned URLs, which need no rights; what failed comes back as the reason of the
 * resource that failed, which Pulumi shows.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
 */
export function rolloutTemplate(parameter: string, wanted: WantedRelease): string {
  const handle = { Type: 'AWS::CloudFormation::WaitConditionHandle' }
  const condition = (of: string, after: string, seconds: number) => ({
    Type: 'AWS::CloudFormation::WaitCondition',
    DependsOn: after,
    Properties: { Handle: { Ref: of }, Count: 1, Timeout: `${seconds}` },
  })
  return JSON.stringify({
    Description: `Kaapana ${wanted.version}: says what is wanted, and waits until it runs`,
    Resources: {
      StartedHandle: handle,
      InstalledHandle: handle,
      Wanted: {
        Type: 'AWS::SSM::Parameter',
        Properties: {
          Name: parameter,
          Type: 'String',
          // More than 4 kB cost 0.05 USD a month.
          Tier: 'Intelligent-Tiering',
          Value: { 'Fn::Join': ['', contentWithHandles(wanted)] },
        },
      },
      MachineStarted: condition('StartedHandle', 'Wanted', START_SECONDS),
      KaapanaInstalled: condition('InstalledHandle', 'MachineStarted', INSTALL_SECONDS),
    },
  })
}

/** JSON in pieces, with the handles, which only CloudFormation knows, between them. */
const contentWithHandles = (wanted: WantedRelease): unknown[] => [
  '{"signals":{"started":"',
  { Ref: 'StartedHandle' },
  '","installed":"',
  { Ref: 'InstalledHandle' },
  `"},${JSON.stringify(wanted).slice(1)}`,
]
