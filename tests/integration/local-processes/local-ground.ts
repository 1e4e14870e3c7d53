import type { LocalAddresses } from '../../../stacks/local/addresses.ts'
import { parseSettings } from '../../../stacks/settings/parse.ts'
import type { LocalSettings } from '../../../stacks/settings/settings.ts'
import { freePort } from '../../bench/free-port.ts'

/** The committed settings of the local environment. */
export const LOCAL_SETTINGS = parseSettings(
  { 'dataspace:kind': 'local' },
  { stack: 'local' },
) as LocalSettings

/** Free addresses of the loopback interface in place of names in the network of containers. */
export async function freeAddresses(
  taken: Pick<LocalAddresses, 'database' | 'tracking'>,
): Promise<LocalAddresses> {
  const free = async (): Promise<string> => `127.0.0.1:${await freePort()}`
  return {
    ...taken,
    'object-storage': await free(),
    pipelines: await free(),
    alertmanager: await free(),
    prometheus: await free(),
    grafana: await free(),
    service: await free(),
    'service-metrics': await free(),
  }
}

/** Port of an address. */
export const portOf = (address: string): string => address.slice(address.lastIndexOf(':') + 1)
