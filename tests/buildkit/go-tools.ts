import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUILDKIT_VERSION, BUILDX_VERSION, REGISTRY_VERSION } from './versions.ts'

const CACHE = join(import.meta.dirname, '../../.cache/buildkit')

/** What is missing to run BuildKit here, or nothing. */
export function whatIsMissing(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Linux'
  if (process.getuid?.() !== 0) return 'BuildKit needs root'
  if (spawnSync('runc', ['--version']).status !== 0) return 'runc is not installed'
  return spawnSync('go', ['version']).status === 0 ? undefined : 'Go is not installed'
}

/** Folder with buildx, buildkitd and buildctl, built on first use, which takes minutes. */
export function buildBuildkit(): string {
  const folder = join(CACHE, `buildx-v${BUILDX_VERSION}-buildkit-v${BUILDKIT_VERSION}`)
  const bin = join(folder, 'bin')
  if (existsSync(bin)) return bin
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'go.mod'), MODULE)
  process.stderr.write('building buildx and BuildKit; this takes minutes, once\n')
  go(folder, ['mod', 'tidy'])
  const flags = ['-trimpath', '-buildvcs=false', '-p=2', '-ldflags=-s -w']
  go(folder, ['build', ...flags, '-o', 'bin.new/', 'tool'])
  renameSync(join(folder, 'bin.new'), bin)
  return bin
}

/** Folder with a registry, built on first use. */
export function buildRegistry(): string {
  const bin = join(CACHE, `registry-v${REGISTRY_VERSION}`, 'bin')
  if (existsSync(join(bin, 'registry'))) return bin
  const program = `github.com/distribution/distribution/v3/cmd/registry@v${REGISTRY_VERSION}`
  process.stderr.write('building a registry; this takes a minute, once\n')
  go(bin, ['install', '-trimpath', '-ldflags=-s -w', program], { GOBIN: bin })
  return bin
}

/** `go install` refuses both, which exclude versions of others in their go.mod. */
const MODULE = `module buildkit
go 1.25
require github.com/docker/buildx v${BUILDX_VERSION}
require github.com/moby/buildkit v${BUILDKIT_VERSION}
tool github.com/docker/buildx/cmd/buildx
tool github.com/moby/buildkit/cmd/buildkitd
tool github.com/moby/buildkit/cmd/buildctl
`

function go(cwd: string, args: string[], env: Record<string, string> = {}): void {
  mkdirSync(cwd, { recursive: true })
  execFileSync('go', args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'auto', ...env },
  })
}
