import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CACHE = join(import.meta.dirname, '../../.cache/kube')

/** What is missing to build the tools, or nothing. */
export function whatIsMissing(): string | undefined {
  return spawnSync('go', ['version']).status === 0 ? undefined : 'Go is not installed'
}

/** Programs of a control plane by name, each a path. */
export interface Kubernetes {
  readonly version: string
  readonly apiserver: string
  readonly controllers: string
  readonly scheduler: string
  readonly etcd: string
}

/** A release of Kubernetes with its etcd, built on first use, which takes minutes. */
export function buildKubernetes(version: string): Kubernetes {
  const folder = join(CACHE, `kubernetes-v${version}`)
  const bin = join(folder, 'bin')
  if (!existsSync(bin)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'go.mod'), moduleFile(version))
    progress(`building Kubernetes ${version}; this takes minutes, once`)
    go(folder, ['mod', 'tidy'])
    const stamp = `-s -w -X k8s.io/component-base/version.gitVersion=v${version}`
    go(folder, [...BUILD, `-ldflags=${stamp}`, '-o', 'bin.new/', ...PROGRAMS])
    go(folder, [...BUILD, '-ldflags=-s -w', '-o', 'bin.new/etcd', ETCD])
    renameSync(join(folder, 'bin.new'), bin)
  }
  return {
    version,
    apiserver: join(bin, 'kube-apiserver'),
    controllers: join(bin, 'kube-controller-manager'),
    scheduler: join(bin, 'kube-scheduler'),
    etcd: join(bin, 'etcd'),
  }
}

/** kwok, which plays nodes and pods, and the stages by which they become ready. */
export function buildKwok(version: string): { kwok: string; stages: string[] } {
  const bin = join(CACHE, `kwok-v${version}`, 'bin')
  const module = 'sigs.k8s.io/kwok'
  if (!existsSync(join(bin, 'kwok'))) {
    mkdirSync(bin, { recursive: true })
    progress(`building kwok ${version}`)
    go(bin, ['install', '-trimpath', '-ldflags=-s -w', `${module}/cmd/kwok@v${version}`], {
      GOBIN: bin,
    })
  }
  const stages = join(moduleFolder(module, `v${version}`), 'kustomize/stage')
  const files = [
    'node/fast/node-initialize.yaml',
    'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
    'pod/fast/pod-ready.yaml',
    'pod/fast/pod-complete.yaml',
    'pod/fast/pod-delete.yaml',
  ]
  return { kwok: join(bin, 'kwok'), stages: files.map((file) => join(stages, file)) }
}

/** Folder with a module's files. */
export function moduleFolder(module: string, version: string): string {
  return downloaded(module, version).Dir
}

const PROGRAMS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map(
  (name) => `k8s.io/kubernetes/cmd/${name}`,
)
const ETCD = 'go.etcd.io/etcd/server/v3'
const BUILD = ['build', '-trimpath', '-buildvcs=false', '-p=2']

/**
 * Kubernetes cannot be installed by `go install`: it replaces its own parts by folders of its
 * repository. Here they are replaced by their published modules.
 */
function moduleFile(version: string): string {
  const { GoMod } = downloaded('k8s.io/kubernetes', `v${version}`)
  const parts = readFileSync(GoMod, 'utf8').matchAll(/^\s*(?:replace )?(k8s\.io\/\S+) => \.\//gm)
  const published = version.replace(/^1\./, 'v0.')
  return [
    'module kube',
    'go 1.25',
    `require k8s.io/kubernetes v${version}`,
    ...[...PROGRAMS, ETCD].map((program) => `tool ${program}`),
    ...Array.from(parts, ([, part]) => `replace ${part} => ${part} ${published}`),
    '',
  ].join('\n')
}

function downloaded(module: string, version: string): { GoMod: string; Dir: string } {
  return JSON.parse(go(CACHE, ['mod', 'download', '-json', `${module}@${version}`])) as {
    GoMod: string
    Dir: string
  }
}

function go(cwd: string, args: string[], env: Record<string, string> = {}): string {
  mkdirSync(cwd, { recursive: true })
  return execFileSync('go', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'auto', ...env },
  })
}

const progress = (text: string): void => void process.stderr.write(`${text}\n`)
