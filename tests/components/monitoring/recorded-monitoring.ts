import * as pulumi from '@pulumi/pulumi'
import { Monitoring } from '../../../components/monitoring/monitoring.ts'
import type { MonitoringArgs } from '../../../components/monitoring/monitoring-args.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type {
  RecordedProgram,
  RecordedResource,
} from '../../../rehearsal/engine/recorded-resource.ts'

const OWNERSHIP = { owner: 'ml-platform', environment: 'prod' }

/** A monitoring on EKS: alerts to a topic, Grafana behind single sign-on, two addresses probed. */
export const ON_AWS: MonitoringArgs = {
  ownership: OWNERSHIP,
  alerts: {
    topic: {
      cluster: {
        clusterName: 'main',
        arn: 'arn:aws:eks:eu-central-1:123456789012:cluster/main',
        endpoint: 'https://main.example',
        certificateAuthority: '',
        securityGroupId: 'sg-1',
      },
      topic: { arn: 'arn:aws:sns:eu-central-1:123456789012:alarms' },
      key: { arn: 'arn:aws:kms:eu-central-1:123456789012:key/alarms' },
      region: 'eu-central-1',
    },
  },
  nodes: [{ cidr: '10.20.0.0/18' }],
  access: {
    hostName: 'grafana.example.org',
    signIn: {
      issuer: 'https://sso.example.org/realms/hospital',
      clientId: 'grafana',
      clientSecret: pulumi.secret('a-client-secret-nobody-may-see'),
      allowedGroups: ['data-science'],
    },
    adminGroups: ['platform'],
    callers: [{ cidr: '10.20.64.0/20' }],
    ingressClassName: 'alb',
  },
  probes: [
    { name: 'api', url: 'https://api.example.org/livez' },
    { name: 'mlflow', url: 'http://tracking.tracking.svc:5000/health' },
  ],
}

/** A monitoring on a cluster without AWS: alerts to a chat service, nobody reaches Grafana. */
export const WITHOUT_AWS: MonitoringArgs = {
  ownership: OWNERSHIP,
  alerts: {
    webhook: {
      secretUrl: pulumi.secret('https://chat.example/a-secret-address'),
      token: pulumi.secret('a-token-nobody-may-see'),
    },
  },
  nodes: [{ cidr: '192.168.1.0/24' }],
}

/** Records a monitoring with these arguments; its outputs are the component's. */
export const recorded = (args: MonitoringArgs): Promise<RecordedProgram> =>
  record(() => {
    const made = new Monitoring('monitoring', args)
    const { namespace, grafanaServiceName, grafanaUrl, prometheusUrl, alertmanagerUrl } = made
    const { adminSecretName, roleArn } = made
    return {
      namespace,
      grafanaServiceName,
      grafanaUrl,
      prometheusUrl,
      alertmanagerUrl,
      adminSecretName,
      roleArn,
    }
  })

/** The resource of a kind and name. */
export function find({ resources }: RecordedProgram, kind: string, name: string): RecordedResource {
  const found = resources.find((one) => one.type.endsWith(`:${kind}`) && one.name === name)
  if (found === undefined) throw new Error(`There is no ${kind} ${name}.`)
  return found
}

/** Values of a Helm release. */
// biome-ignore lint/suspicious/noExplicitAny: values of many shapes
export const valuesOf = (program: RecordedProgram, release: string): any =>
  // biome-ignore lint/suspicious/noExplicitAny: values of many shapes
  (find(program, 'Release', release).inputs as any).values
