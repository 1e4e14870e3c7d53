import type { RegistryClient } from '../../images/kaapana/publish/registry-client.ts'

/** How commands that ask the registry explain whom they ask as. */
export const CREDENTIALS_HELP = `
The registry is asked as \`docker login\` left it, credential helpers included, or with REGISTRY_PASSWORD
(and REGISTRY_USER, default AWS) from the environment. Loopback registries are asked by HTTP.`

/** Client for the registry of a plan. */
export async function openRegistry(registry: string): Promise<RegistryClient> {
  const { RegistryClient } = await import('../../images/kaapana/publish/registry-client.ts')
  const { registryCredentials } = await import(
    '../../images/kaapana/publish/registry-credentials.ts'
  )
  const credentials = registryCredentials(registry.split('/')[0] ?? '', process.env)
  return new RegistryClient({ registry, ...(credentials !== undefined && { credentials }) })
}
