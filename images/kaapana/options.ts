import { KaapanaError } from './kaapana-error.ts'

/** Host with an optional port, and a prefix that is a path of a repository. */
const REGISTRY =
  /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/

/**
 * Gives back a registry that images can be pushed to.
 * @throws KaapanaError for any other text
 */
export function registryOf(registry: string): string {
  if (REGISTRY.test(registry)) return registry
  // Whoever writes credentials into it does not want to read them in a log.
  const shown = registry.replace(/^.*@/, '***@')
  throw new KaapanaError(
    `registry: expected <host>[:port][/<prefix>] in lower case, without scheme and trailing slash, such as 123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana; got "${shown}"`,
  )
}
