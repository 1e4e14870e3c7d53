import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildKubernetes, buildKwok, type Kubernetes } from './go-tools.ts'
import { connect, type KubernetesApi } from './kubernetes-api.ts'
import { KWOK_VERSION } from './versions.ts'

/** A running control plane without machines. */
export interface ControlPlane {
  readonly api: KubernetesApi
  /** File by which kubectl reaches it, as an administrator. */
  readonly kubeconfig: string
  stop(): Promise<void>
}

/** Files and ports of one control plane. */
interface Ground {
  readonly programs: Kubernetes
  readonly folder: string
  readonly port: number
  readonly etcdPort: number
  readonly token: string
}

/**
 * Starts etcd, API server, controllers and scheduler on loopback, and kwok, which plays the nodes:
 * pods on them become ready without containers.
 */
export async function startControlPlane(version: string): Promise<ControlPlane> {
  const programs = buildKubernetes(version)
  const { kwok, stages } = buildKwok(KWOK_VERSION)
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-kube-'))
  const [port, etcdPort] = [await freePort(), await freePort()]
  const token = randomBytes(16).toString('hex')
  const ground: Ground = { programs, folder, port, etcdPort, token }
  const children: ChildProcess[] = []
  const start = (program: string, args: string[]): void => {
    const log = openSync(join(folder, `${program.split('/').at(-1)}.log`), 'a')
    children.push(spawn(program, args, { cwd: folder, stdio: ['ignore', log, log] }))
  }
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    writeKeys(ground)
    start(programs.etcd, etcdFlags(ground, await freePort()))
    start(programs.apiserver, apiserverFlags(ground))
    const api = await whenReady(ground, children)
    const config = writeConfig(ground)
    start(programs.controllers, controllerFlags(ground, config))
    start(programs.scheduler, [`--kubeconfig=${config}`, ...ALONE])
    start(kwok, [`--kubeconfig=${config}`, '--manage-all-nodes', ...stages.map(configFlag)])
    return { api, kubeconfig: config, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const configFlag = (file: string): string => `--config=${file}`

const ALONE = ['--leader-elect=false', '--secure-port=0']

const etcdFlags = ({ folder, etcdPort }: Ground, peerPort: number): string[] => [
  `--data-dir=${join(folder, 'etcd')}`,
  `--listen-client-urls=http://127.0.0.1:${etcdPort}`,
  `--advertise-client-urls=http://127.0.0.1:${etcdPort}`,
  `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
  '--unsafe-no-fsync',
]

const apiserverFlags = ({ folder, port, etcdPort }: Ground): string[] => [
  `--etcd-servers=http://127.0.0.1:${etcdPort}`,
  '--bind-address=127.0.0.1',
  '--allow-privileged',
  `--secure-port=${port}`,
  `--cert-dir=${folder}`,
  `--token-auth-file=${join(folder, 'tokens.csv')}`,
  '--authorization-mode=RBAC',
  '--service-cluster-ip-range=10.96.0.0/16',
  '--endpoint-reconciler-type=none',
  '--service-account-issuer=https://kubernetes.default.svc',
  `--service-account-key-file=${join(folder, 'accounts.pub')}`,
  `--service-account-signing-key-file=${join(folder, 'accounts.key')}`,
]

const controllerFlags = ({ folder }: Ground, config: string): string[] => [
  `--kubeconfig=${config}`,
  `--service-account-private-key-file=${join(folder, 'accounts.key')}`,
  `--root-ca-file=${join(folder, 'apiserver.crt')}`,
  '--horizontal-pod-autoscaler-sync-period=2s',
  // On a busy machine heartbeats are late, and pods of a node that was lost never become ready again.
  '--node-monitor-grace-period=1h',
  ...ALONE,
]

function writeKeys({ folder, token }: Ground): void {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  writeFileSync(join(folder, 'accounts.pub'), publicKey)
  writeFileSync(join(folder, 'accounts.key'), privateKey, { mode: 0o600 })
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,"system:masters"\n`)
}

/** A kubeconfig, which is YAML, in JSON. */
function writeConfig({ folder, port, token }: Ground): string {
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    'certificate-authority': join(folder, 'apiserver.crt'),
  }
  const path = join(folder, 'kubeconfig')
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
  }
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 })
  return path
}

async function whenReady(ground: Ground, children: ChildProcess[]): Promise<KubernetesApi> {
  const { folder, port, token } = ground
  const deadline = Date.now() + 90_000
  let cause: unknown
  for (;;) {
    const dead = children.find(({ exitCode }) => exitCode !== null)
    if (dead !== undefined || Date.now() > deadline)
      throw new Error(`The control plane does not start:\n${lastLines(folder)}`, { cause })
    try {
      const ca = readFileSync(join(folder, 'apiserver.crt'), 'utf8')
      const api = connect({ port, token, ca })
      await api.get('/readyz')
      return api
    } catch (error) {
      cause = error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

function lastLines(folder: string): string {
  return ['etcd.log', 'kube-apiserver.log']
    .map((file) => readFileSync(join(folder, file), 'utf8').split('\n').slice(-15).join('\n'))
    .join('\n')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
