import * as pulumi from '@pulumi/pulumi'
import { NAMESPACE } from './config.ts'
import { parseSettings } from './parse.ts'
import type { Settings } from './settings.ts'

/**
 * Reads the settings of the stack that is being deployed: its configuration in the namespace
 * `dataspace`, and `aws:region`.
 *
 * @throws SettingsError with every problem and the command that mends it.
 */
export function loadSettings(): Settings {
  const config = pulumi.runtime.allConfig()
  const secrets = Object.keys(config).filter(isSecret)
  return parseSettings(config, { stack: pulumi.getStack(), secrets: secrets.map(withoutNamespace) })
}

/** Pulumi knows which values are kept encrypted, but its types do not say so. */
function isSecret(key: string): boolean {
  const runtime = pulumi.runtime as { isConfigSecret?: (key: string) => boolean }
  return runtime.isConfigSecret?.(key) ?? true
}

const withoutNamespace = (key: string): string => key.replace(`${NAMESPACE}:`, '')
