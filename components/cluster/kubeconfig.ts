/** What a kubeconfig is made from. */
export interface KubeconfigParts {
  /** Name of the cluster. */
  readonly clusterName: string
  /** ARN of the cluster; its region is where tokens are asked for. */
  readonly arn: string
  /** HTTPS address of the API server. */
  readonly endpoint: string
  /** The API server's certificate authority, base64 of PEM. */
  readonly certificateAuthority: string
}

/**
 * A kubeconfig, as JSON with sorted keys: the same cluster always gives the same bytes, so a Pulumi
 * provider made from it is not replaced with all that it made. It holds no credentials and names no
 * profile: whoever uses it gets a token for who they are, by the `aws` command.
 */
export function kubeconfig(parts: KubeconfigParts): string {
  const { clusterName, arn, endpoint, certificateAuthority } = parts
  const region = arn.split(':')[3] ?? ''
  return JSON.stringify(
    sorted({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': arn,
      clusters: [
        {
          name: arn,
          cluster: { server: endpoint, 'certificate-authority-data': certificateAuthority },
        },
      ],
      contexts: [{ name: arn, context: { cluster: arn, user: arn } }],
      users: [{ name: arn, user: { exec: tokenCommand(region, clusterName) } }],
    }),
  )
}

// https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html
function tokenCommand(region: string, clusterName: string): object {
  return {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: 'aws',
    args: [
      '--region',
      region,
      'eks',
      'get-token',
      '--cluster-name',
      clusterName,
      '--output',
      'json',
    ],
    interactiveMode: 'Never',
    provideClusterInfo: false,
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
