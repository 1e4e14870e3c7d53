import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { MissingToolError } from './missing-tool.ts'

/** The Pulumi CLI on this machine. */
export interface PulumiCli {
  readonly path: string
  /** E.g. `3.260.0`. */
  readonly version: string
}

const INSTALL = `Install the Pulumi CLI, one of:
  curl -fsSL https://get.pulumi.com | sh        (macOS and Linux; or: brew install pulumi/tap/pulumi)
  winget install pulumi                         (Windows)
  npx --package pulumi dataspace rehearse …     (nothing installed; fetches the CLI on first use)
An account or a login is not needed. A plan (dataspace plan) needs no CLI.`

/**
 * Finds the CLI; it brings its language host for Node with it.
 *
 * @throws MissingToolError saying what to install.
 */
export async function findPulumi(path: string = process.env.PATH ?? ''): Promise<PulumiCli> {
  const found = which('pulumi', path)
  if (found === undefined)
    throw new MissingToolError(`A rehearsal needs pulumi, which is not on PATH.\n${INSTALL}`)
  const { stdout } = await promisify(execFile)(found, ['version'], {
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: 'true' },
  })
  return { path: found, version: stdout.trim().replace(/^v/, '') }
}

function which(name: string, path: string): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']
  for (const folder of path.split(delimiter).filter(Boolean))
    for (const ending of endings) {
      const file = join(folder, `${name}${ending}`)
      if (isExecutable(file)) return file
    }
  return undefined
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
