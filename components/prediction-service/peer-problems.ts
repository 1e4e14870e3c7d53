import type { ArgumentProblem } from '../argument-error.ts'
import { neededPeers, peerProblem } from '../kubernetes-network.ts'
import type { PredictionServiceArgs } from './prediction-service-args.ts'

/** Problems of everything that ends up in a network policy. */
export function peerProblems(args: PredictionServiceArgs): ArgumentProblem[] {
  const { callers, databasePeers, egress = [] } = args
  return [
    ...neededPeers('callers', callers),
    ...neededPeers('databasePeers', databasePeers),
    ...egress.flatMap(({ to }, index) => peerProblem(`egress[${index}].to`, to)),
    ...egressProblems(egress),
  ]
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
