import type { PlainValue } from '../../engine/wire.ts'
import { madeOf, outputOf, type RegisteredChild } from '../construction-site.ts'

/** The kubeconfig that pulumi-eks puts out: a token from the AWS command line, no secret in it. */
export function kubeconfigOf(cluster: RegisteredChild, credentials: PlainValue): PlainValue {
  const [name, server, authority, arn] = [
    outputOf(cluster, 'name'),
    outputOf(cluster, 'endpoint'),
    outputOf(cluster, 'certificateAuthority.data'),
    outputOf(cluster, 'arn'),
  ]
  const { roleArn } = (credentials ?? {}) as { roleArn?: string }
  return madeOf([name, server, authority, arn], () => ({
    apiVersion: 'v1',
    clusters: [
      { cluster: { server, 'certificate-authority-data': authority }, name: 'kubernetes' },
    ],
    contexts: [{ context: { cluster: 'kubernetes', user: 'aws' }, name: 'aws' }],
    'current-context': 'aws',
    kind: 'Config',
    users: [{ name: 'aws', user: { exec: tokenCommand(String(arn), name, roleArn) } }],
  }))
}

function tokenCommand(arn: string, name: PlainValue, roleArn: string | undefined): PlainValue {
  const region = arn.split(':')[3] ?? ''
  const args = ['--region', region, 'eks', 'get-token', '--cluster-name', name, '--output', 'json']
  const info = '{"apiVersion": "client.authentication.k8s.io/v1beta1"}'
  return {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: 'aws',
    args: roleArn === undefined ? args : [...args, '--role', roleArn],
    env: [{ name: 'KUBERNETES_EXEC_INFO', value: info }],
  }
}
