import type { ArgumentProblem } from '../argument-error.ts'
import { egressProblems, neededPeers, peerProblem } from '../kubernetes-network.ts'
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
