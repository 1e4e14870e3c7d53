import { describe, expect, it } from 'vitest'
import { networkPolicies } from '../../../components/prediction-service/network-policies.ts'
import { ON_AWS, ON_KUBERNETES } from './arguments.ts'

const SERVICE = { 'app.kubernetes.io/component': 'api' }

/** `<whom> <direction> <peer> <protocol>/<port>` of everything that the policies allow. */
function allowed(args: typeof ON_AWS): string[] {
  const flows = Object.values(networkPolicies(args, SERVICE)).flatMap((spec) => {
    // biome-ignore lint/suspicious/noExplicitAny: plain values in these tests
    const { podSelector, ingress = [], egress = [] } = spec as any
    const whom = podSelector.matchLabels?.['app.kubernetes.io/component'] ?? 'all'
    // biome-ignore lint/suspicious/noExplicitAny: plain values in these tests
    const lines = (rules: any[], direction: string, side: string) =>
      rules.flatMap((rule) =>
        // biome-ignore lint/suspicious/noExplicitAny: plain values in these tests
        rule[side].flatMap((peer: any) =>
          // biome-ignore lint/suspicious/noExplicitAny: plain values in these tests
          rule.ports.map((port: any) => {
            const namespace =
              peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] ?? ''
            return `${whom} ${direction} ${peer.ipBlock?.cidr ?? namespace} ${port.protocol}/${port.port}`
          }),
        ),
      )
    return [...lines(ingress, 'from', 'from'), ...lines(egress, 'to', 'to')]
  })
  return flows.sort()
}

describe('The network policies', () => {
  it('allow on AWS: DNS, the database, the load balancer and Prometheus, and nothing else', () => {
    expect(allowed(ON_AWS)).toEqual([
      'all to 10.20.128.0/20 TCP/5432',
      'all to kube-system TCP/53',
      'all to kube-system UDP/53',
      'api from 10.20.0.0/18 TCP/8000',
      'api from monitoring TCP/8001',
    ])
  })

  it('allow namespaces in place of blocks, and further egress by name', () => {
    const egress = [{ name: 'oidc', to: { cidr: '192.0.2.10/32' }, port: 443 }]
    expect(allowed({ ...ON_KUBERNETES, egress })).toEqual([
      'all to data TCP/5432',
      'all to kube-system TCP/53',
      'all to kube-system UDP/53',
      'api from ingress-nginx TCP/8000',
      'api to 192.0.2.10/32 TCP/443',
    ])
  })

  it('deny everything else, in both directions and for every pod', () => {
    expect(networkPolicies(ON_AWS, SERVICE)['deny-all']).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    })
  })
})
