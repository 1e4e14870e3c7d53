import type { Kubectl } from '../../../kaapana/cluster/kubectl.ts'

/** Answers by the beginning of the call: `get nodes,`, `logs ctp`. What is not there fails. */
export function fakeKubectl(answers: Readonly<Record<string, unknown>>): Kubectl & {
  readonly calls: string[]
} {
  const calls: string[] = []
  const answer = async (args: readonly string[]): Promise<string> => {
    const call = args.join(' ')
    calls.push(call)
    const [, found] = Object.entries(answers).find(([start]) => call.startsWith(start)) ?? []
    if (found === undefined) throw new Error(`kubectl ${args[0]}: not found`)
    return typeof found === 'string' ? found : JSON.stringify(found)
  }
  return { calls, run: answer, show: (args) => answer(args).then(() => 0) }
}
