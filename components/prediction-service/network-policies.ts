import { DENY_ALL, incoming, outgoing, type PolicySpec, TO_DNS } from '../kubernetes-network.ts'
import { PORTS } from './pod.ts'
import type { PredictionServiceArgs } from './prediction-service-args.ts'

/**
 * The namespace's network policies by the end of their name: nothing goes in or out but what one of
 * them allows.
 */
export function networkPolicies(
  args: PredictionServiceArgs,
  service: Record<string, string>,
): Record<string, PolicySpec> {
  const { callers, databasePeers, database, monitoring, egress = [] } = args
  const provider = args.signIn === undefined ? [] : [toProvider(args.signIn.issuer)]
  const more = [...egress, ...provider].map(({ name, to, port }) => [
    `to-${name}`,
    outgoing({ from: service, to: [to], ports: [port] }),
  ])
  return {
    'deny-all': DENY_ALL,
    'to-dns': TO_DNS,
    // Of all pods: the migration needs it as the service does.
    'to-database': outgoing({ from: {}, to: databasePeers, ports: [database.port] }),
    'from-callers': incoming({ to: service, from: callers, ports: [PORTS.http] }),
    ...(monitoring !== undefined && {
      'from-monitoring': incoming({ to: service, from: [monitoring], ports: [PORTS.metrics] }),
    }),
    ...(Object.fromEntries(more) as Record<string, PolicySpec>),
  }
}

/** The provider is asked for its keys and who somebody is; where it runs, nobody told. */
const toProvider = (issuer: string) => ({
  name: 'sign-in',
  to: { cidr: '0.0.0.0/0' },
  port: Number(new URL(issuer).port || 443),
})
