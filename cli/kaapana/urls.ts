import type { Command } from 'commander'
import type { Reached } from '../../kaapana/report/addresses.ts'
import { addClusterOptions, type ClusterOptions } from './cluster-options.ts'
import { host } from './kaapana-host.ts'

interface UrlsOptions extends ClusterOptions {
  json?: boolean
}

/** `dataspace kaapana urls`: where Kaapana is reached, and where credentials are. */
export function addUrls(kaapana: Command): void {
  addClusterOptions(
    kaapana
      .command('urls')
      .description(
        'Show where Kaapana is reached, by people and by DICOM, and where credentials are',
      )
      .argument('[url]', 'https://<host>; default: as the release in the cluster says', host),
  )
    .option('--json', 'write {addresses, credentials} to standard output')
    .addHelpText(
      'after',
      `
Passwords are not shown, only where they are.

Examples:
  $ dataspace kaapana urls --kubeconfig kaapana.yaml
  $ dataspace kaapana urls https://kaapana.hospital.example`,
    )
    .action(urls)
}

async function urls(url: URL | undefined, { json, ...cluster }: UrlsOptions): Promise<void> {
  const { addressTable, addresses, CREDENTIAL_PLACES } = await import(
    '../../kaapana/report/addresses.ts'
  )
  const found = addresses(url === undefined ? await deployed(cluster) : reachedBy(url))
  process.stdout.write(
    json
      ? `${JSON.stringify({ addresses: found, credentials: CREDENTIAL_PLACES }, null, 2)}\n`
      : `${addressTable(found)}\n\nCredentials:\n${addressTable(CREDENTIAL_PLACES)}\n`,
  )
}

async function deployed(cluster: ClusterOptions): Promise<Reached> {
  const { createKubectl } = await import('../../kaapana/cluster/kubectl.ts')
  const { readAdminRelease } = await import('../../kaapana/cluster/admin-release.ts')
  return readAdminRelease(createKubectl(cluster))
}

const reachedBy = ({ hostname, port }: URL): Reached => ({
  hostname,
  httpsPort: Number(port || 443),
  dicomPort: 11112,
})
