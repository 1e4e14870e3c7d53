/**
 * EKS's own Corefile with names that resolve to Services within the cluster, for whom a way out to a
 * load balancer and back would be a detour or need another certificate. The rewrite is exact and also
 * puts the asked name back into the answer.
 * https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html,
 * https://coredns.io/plugins/rewrite/
 */
export function corefile(rewrites: Readonly<Record<string, string>>): string {
  const rules = Object.entries(rewrites)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, service]) => `    rewrite name exact ${name}. ${service}.`)
  return `${[...BEFORE, ...rules, ...AFTER].join('\n')}\n`
}

const BEFORE = ['.:53 {', '    errors', '    health {', '        lameduck 5s', '    }', '    ready']

const AFTER = [
  '    kubernetes cluster.local in-addr.arpa ip6.arpa {',
  '        pods insecure',
  '        fallthrough in-addr.arpa ip6.arpa',
  '    }',
  '    prometheus :9153',
  '    forward . /etc/resolv.conf',
  '    cache 30',
  '    loop',
  '    reload',
  '    loadbalance',
  '}',
]
