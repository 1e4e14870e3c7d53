import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Manifest {
  readonly version?: string
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly pulumi?: {
    readonly resource?: boolean
    readonly name?: string
    readonly version?: string
  }
}

/**
 * Provider packages that a program can use, with their installed versions: those of its dependencies
 * that are SDKs of a Pulumi provider, whoever publishes them.
 */
export function findPackages(folder: string): Map<string, string> {
  const file = upwards(folder, 'package.json')
  const found = new Map<string, string>()
  if (file === undefined) return found
  const { dependencies, devDependencies, peerDependencies } = read(file)
  const names = Object.keys({ ...peerDependencies, ...devDependencies, ...dependencies })
  for (const name of names) {
    const installed = upwards(dirname(file), join('node_modules', name, 'package.json'))
    const manifest = installed === undefined ? {} : read(installed)
    if (manifest.pulumi?.resource !== true) continue
    const provider = manifest.pulumi.name ?? name.replace(/^@pulumi\//, '')
    found.set(provider, (manifest.version ?? '0.0.0').replace(/^v/, ''))
  }
  return found
}

const read = (file: string): Manifest => JSON.parse(readFileSync(file, 'utf8')) as Manifest

function upwards(folder: string, name: string): string | undefined {
  const file = join(folder, name)
  if (existsSync(file)) return file
  const parent = dirname(folder)
  return parent === folder ? undefined : upwards(parent, name)
}
