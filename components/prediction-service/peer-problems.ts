import type { ArgumentProblem } from '../argument-error.ts'
import { isBlock } from '../cidr-block.ts'
import type { PredictionPeer, PredictionServiceArgs } from './prediction-service-args.ts'

/** Problems of everything that ends up in a network policy. */
export function peerProblems(args: PredictionServiceArgs): ArgumentProblem[] {
  const { callers, databasePeers, egress = [] } = args
  return [
    ...needed('callers', callers),
    ...needed('databasePeers', databasePeers),
    ...callers.flatMap((peer, index) => peerProblem(`callers[${index}]`, peer)),
    ...databasePeers.flatMap((peer, index) => peerProblem(`databasePeers[${index}]`, peer)),
    ...egress.flatMap(({ to }, index) => peerProblem(`egress[${index}].to`, to)),
    ...egressProblems(egress),
  ]
}

function needed(argument: string, peers: readonly PredictionPeer[]): ArgumentProblem[] {
  if (peers.length > 0) return []
  return [{ argument, got: peers, allowed: 'one or more: everything else is denied' }]
}

function peerProblem(argument: string, peer: PredictionPeer): ArgumentProblem[] {
  const { cidr, namespace } = peer
  const one = (cidr === undefined) !== (namespace === undefined)
  if (one && (cidr === undefined || isBlock(cidr))) return []
  return [{ argument, got: peer, allowed: 'either a cidr, e.g. 10.20.0.0/20, or a namespace' }]
}

function egressProblems(egress: readonly { name: string; port: number }[]): ArgumentProblem[] {
  const names = egress.map(({ name }) => name)
  const good = names.every((name) => /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/.test(name))
  const problems: ArgumentProblem[] = []
  if (!good || new Set(names).size < names.length)
    problems.push({
      argument: 'egress',
      got: names,
      allowed: 'entries with different names, each at most 20 of a–z, 0–9 and hyphen',
    })
  for (const { name, port } of egress)
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      problems.push({ argument: `egress "${name}" port`, got: port, allowed: '1–65535' })
  return problems
}
