import { describe, expect, it } from 'vitest'
import { clusterProvider } from '../../../components/cluster/cluster-provider.ts'
import { kubeconfig } from '../../../components/cluster/kubeconfig.ts'
import { record } from '../../../rehearsal/engine/record.ts'

const ARN = 'arn:aws:eks:eu-west-1:123456789012:cluster/main'
const PARTS = {
  clusterName: 'main',
  arn: ARN,
  endpoint: 'https://main.example',
  certificateAuthority: 'Y2E=',
}

describe('a kubeconfig', () => {
  it('names the cluster by its ARN and gets tokens in its region, as whoever uses it', () => {
    expect(JSON.parse(kubeconfig(PARTS))).toEqual({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': ARN,
      clusters: [
        {
          name: ARN,
          cluster: { server: 'https://main.example', 'certificate-authority-data': 'Y2E=' },
        },
      ],
      contexts: [{ name: ARN, context: { cluster: ARN, user: ARN } }],
      users: [
        {
          name: ARN,
          user: {
            exec: {
              apiVersion: 'client.authentication.k8s.io/v1beta1',
              command: 'aws',
              args: '--region eu-west-1 eks get-token --cluster-name main --output json'.split(' '),
              interactiveMode: 'Never',
              provideClusterInfo: false,
            },
          },
        },
      ],
    })
  })

  it('is the same bytes however its parts are ordered', () => {
    const reversed = Object.fromEntries(Object.entries(PARTS).reverse()) as typeof PARTS
    expect(kubeconfig(reversed)).toBe(kubeconfig(PARTS))
    expect(kubeconfig(PARTS)).toMatch(/^\{"apiVersion":"v1","clusters":\[\{"cluster":/)
  })
})

describe('a provider for a cluster', () => {
  it('is identified by the ARN and keeps its kubeconfig secret', async () => {
    const ref = { ...PARTS, securityGroupId: 'sg-1' }
    const { resources } = await record(() => void clusterProvider('main', ref))
    const provider = resources.find(({ type }) => type === 'pulumi:providers:kubernetes')
    expect(provider?.inputs).toMatchObject({
      clusterIdentifier: ARN,
      kubeconfig: kubeconfig(PARTS),
      enableServerSideApply: 'true',
    })
    expect(provider?.inputs).not.toHaveProperty('deleteUnreachable')
    expect(provider?.secretInputs).toEqual(['kubeconfig'])
  })
})
