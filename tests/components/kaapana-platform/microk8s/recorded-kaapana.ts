import * as pulumi from '@pulumi/pulumi'
import type { KaapanaPlatformArgs } from '../../../../components/kaapana-platform/kaapana-platform-args.ts'
import type {
  KaapanaBalancer,
  KaapanaRunning,
  KaapanaSecrets,
} from '../../../../components/kaapana-platform/kaapana-running.ts'
import { runOnMicroK8s } from '../../../../components/kaapana-platform/microk8s/run-on-microk8s.ts'
import { record } from '../../../../rehearsal/engine/record.ts'
import type {
  RecordedProgram,
  RecordedResource,
} from '../../../../rehearsal/engine/recorded-resource.ts'
import { CREDENTIALS_ARN } from './arguments.ts'

class Platform extends pulumi.ComponentResource {
  constructor(name: string) {
    super('test:index:Platform', name)
    this.registerOutputs()
  }
}

const targetGroup = (of: string) =>
  pulumi.output(
    `arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/${of}/0123456789abcdef`,
  )

/** Runs Kaapana named `kaapana` on MicroK8s, within a program. */
export function run(args: KaapanaPlatformArgs): KaapanaRunning {
  const parent = new Platform('kaapana')
  return runOnMicroK8s({ name: 'kaapana', args, parent, secrets: secrets(), balancer })
}

/** Records such a program; its outputs are what the runtime tells. */
export const recorded = (args: KaapanaPlatformArgs): Promise<RecordedProgram> =>
  record(() => ({ ...run(args) }))

const unread = pulumi.output('read by the machine alone')

const secrets = (): KaapanaSecrets => ({
  credentialsArn: pulumi.output(CREDENTIALS_ARN),
  values: {
    kaapanaInitPassword: unread,
    keycloakAdminPassword: unread,
    minioUser: unread,
    minioPassword: unread,
    grafanaUser: unread,
    grafanaPassword: unread,
    oidcClientSecret: unread,
  },
  ready: new Platform('secret-version'),
})

const balancer: KaapanaBalancer = {
  dnsName: pulumi.output('kaapana.elb.eu-central-1.amazonaws.com'),
  securityGroupId: pulumi.output('sg-balancer'),
  targetGroupArns: {
    https: targetGroup('https'),
    http: targetGroup('http'),
    dicom: targetGroup('dicom'),
  },
}

/** The one resource of a kind and name. */
export const find = (
  { resources }: RecordedProgram,
  kind: string,
  name: string,
): RecordedResource => {
  const found = resources.filter((one) => one.type.endsWith(`:${kind}`) && one.name === name)
  const [resource] = found
  if (resource === undefined || found.length > 1)
    throw new Error(`${found.length} of ${kind} ${name}`)
  return resource
}

/** Statements of a policy by Sid. */
export function statementsOf(program: RecordedProgram, policy: string) {
  const { inputs } = find(program, 'Policy', policy)
  const { Statement } = JSON.parse(String(inputs.policy)) as {
    Statement: { Sid: string; Action: string[]; Resource: unknown; Condition?: unknown }[]
  }
  return Object.fromEntries(Statement.map(({ Sid, ...rest }) => [Sid, rest]))
}
