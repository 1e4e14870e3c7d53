import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { stringify } from 'yaml'

/** A folder of its own for one rehearsal: state, settings, logs. Nothing of the user's is touched. */
export interface Workspace {
  readonly folder: string
  /** The environment's settings, which the rehearsal may change. */
  readonly configFile: string
  /** Environment of every command. */
  readonly env: NodeJS.ProcessEnv
  remove(): void
}

/** What could reach a real cloud, a real backend or another stack. */
const NOT_PASSED_ON = /^(AWS_|KUBECONFIG$|KUBE_|PULUMI_|AZURE_|ARM_|GOOGLE_|DOCKER_|DIGITALOCEAN_)/

/** Makes the folder with the project and the environment's settings in it. */
export function createWorkspace(given: {
  project: string
  environment: string
  config: Record<string, unknown>
}): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-rehearsal-'))
  for (const name of ['state', 'home']) mkdirSync(join(folder, name))
  // The stack is made from here, so that its encryption salt is written here too.
  writeFileSync(
    join(folder, 'Pulumi.yaml'),
    stringify({ name: given.project, runtime: { name: 'nodejs' } }),
  )
  const configFile = join(folder, `Pulumi.${given.environment}.yaml`)
  writeFileSync(configFile, stringify({ config: given.config }))
  return {
    folder,
    configFile,
    env: environmentIn(folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function environmentIn(folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !NOT_PASSED_ON.test(name))
  return {
    ...Object.fromEntries(kept),
    // The program runs on the very Node that the rehearsal runs on.
    PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
    PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
    PULUMI_HOME: join(folder, 'home'),
    PULUMI_CONFIG_PASSPHRASE: randomBytes(24).toString('base64url'),
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    // Otherwise the CLI hides --event-log.
    PULUMI_DEBUG_COMMANDS: 'true',
  }
}
