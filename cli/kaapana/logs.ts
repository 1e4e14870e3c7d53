import { type Command, InvalidArgumentError } from 'commander'
import { EXIT } from '../exit-codes.ts'
import { interruptSignal } from '../interrupt.ts'
import { addClusterOptions, type ClusterOptions } from './cluster-options.ts'

interface LogsOptions extends ClusterOptions {
  namespace?: string
  lines: string
  since?: string
  follow?: boolean
  previous?: boolean
}

/** `dataspace kaapana logs`: what a component writes. */
export function addLogs(kaapana: Command): void {
  addClusterOptions(
    kaapana
      .command('logs')
      .description('Show what a component writes, found by its name in any namespace')
      .argument('<component>', 'Deployment, job or pod, or the beginning of its name'),
  )
    .option('--namespace <name>', 'look there alone')
    .option('--lines <count>', 'last lines of each container', count, '100')
    .option('--since <time>', 'not older than this: 10m, 2h')
    .option('--follow', 'go on until Ctrl-C')
    .option('--previous', 'of the containers that ended before those of now')
    .addHelpText(
      'after',
      `
Each line begins with its pod and container. Exit code 2: nothing, or more than one, has that name; 3: kubectl failed.

Examples:
  $ dataspace kaapana logs init-extensions --context kaapana
  $ dataspace kaapana logs ctp --since 10m --follow`,
    )
    .action(logs)
}

async function logs(component: string, options: LogsOptions): Promise<void> {
  const { createKubectl } = await import('../../kaapana/cluster/kubectl.ts')
  const { findComponent } = await import('../../kaapana/cluster/find-component.ts')
  const { readCluster } = await import('../../kaapana/cluster/read-cluster.ts')
  const signal = interruptSignal()
  const kubectl = createKubectl(options)
  const found = findComponent(await readCluster(kubectl, signal), component, options.namespace)
  const code = await kubectl.show(
    [
      ...['logs', `${found.kind.toLowerCase()}/${found.name}`, `--namespace=${found.namespace}`],
      ...['--all-containers', '--prefix', `--tail=${options.lines}`],
      ...(options.since === undefined ? [] : [`--since=${options.since}`]),
      ...(options.follow ? ['--follow'] : []),
      ...(options.previous ? ['--previous'] : []),
    ],
    signal,
  )
  if (code !== 0) process.exitCode = EXIT.failure
}

function count(text: string): string {
  if (/^\d{1,6}$/.test(text)) return text
  throw new InvalidArgumentError('Give a number of lines.')
}
