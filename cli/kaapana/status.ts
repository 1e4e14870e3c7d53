import { type Command, InvalidArgumentError } from 'commander'
import { EXIT } from '../exit-codes.ts'
import { interruptSignal } from '../interrupt.ts'
import { addClusterOptions, type ClusterOptions } from './cluster-options.ts'

interface StatusOptions extends ClusterOptions {
  lines: number
  json?: boolean
}

/** `dataspace kaapana status`: what is wrong in the cluster. */
export function addStatus(kaapana: Command): void {
  addClusterOptions(
    kaapana
      .command('status')
      .description('Show releases, and pods, workloads and jobs that are not as they shall be'),
  )
    .option('--lines <count>', 'last lines of each unhealthy pod', count, 5)
    .option('--json', 'write everything as JSON to standard output')
    .addHelpText(
      'after',
      `
Asks the cluster with kubectl and changes nothing. Workflows of users, in the namespaces of projects, are not judged.
Exit code 1: something is unhealthy.

Examples:
  $ dataspace kaapana status --kubeconfig kaapana.yaml
  $ dataspace kaapana status --context kaapana --lines 20`,
    )
    .action(status)
}

async function status({ lines, json, ...cluster }: StatusOptions): Promise<void> {
  const { createKubectl } = await import('../../kaapana/cluster/kubectl.ts')
  const { isHealthy, readStatus } = await import('../../kaapana/cluster/cluster-status.ts')
  const { statusText } = await import('../../kaapana/report/status-text.ts')
  const found = await readStatus(createKubectl(cluster), { lines, signal: interruptSignal() })
  process.stdout.write(`${json ? JSON.stringify(found, null, 2) : statusText(found)}\n`)
  if (!isHealthy(found)) process.exitCode = EXIT.finding
}

function count(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a number of lines, 0 to 9999.')
}
