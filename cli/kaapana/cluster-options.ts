import type { Command } from 'commander'

/** Options that say which cluster is asked, as commander gives them. */
export interface ClusterOptions {
  kubeconfig?: string
  context?: string
}

/** Adds what every command asks for that calls kubectl. */
export function addClusterOptions(command: Command): Command {
  return command
    .option('--kubeconfig <file>', "for kubectl; default: KUBECONFIG, or the user's own")
    .option('--context <name>', 'context of the kubeconfig; default: the current one')
}
