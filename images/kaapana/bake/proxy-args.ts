import { KaapanaError } from '../kaapana-error.ts'

const NAMES = ['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'all_proxy']

/**
 * Build arguments for the proxies of an environment; BuildKit keeps them out of images and cache.
 * @throws KaapanaError for a proxy with a password, which would stand in the bake file
 */
export function proxyArgs(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = NAMES.flatMap((name) => [name, name.toUpperCase()])
  const set = names.flatMap((name): [string, string][] => {
    const value = env[name]
    return value === undefined || value === '' ? [] : [[name, value]]
  })
  const withPassword = set.filter(([, value]) => /^[a-z0-9+.-]+:\/\/[^/]*@/i.test(value))
  if (withPassword.length === 0) return Object.fromEntries(set)
  throw new KaapanaError(
    `${withPassword.map(([name]) => name).join(', ')}: a proxy with a user or password would stand ` +
      'in the bake file for all to read. Unset it, and name the proxy in the config of Docker ' +
      '(~/.docker/config.json, "proxies"), from where buildx takes it.',
  )
}
