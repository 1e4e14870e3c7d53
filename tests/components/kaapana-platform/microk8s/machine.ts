import { execFile } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { machinePaths } from '../../../../components/kaapana-platform/microk8s/machine-paths.ts'
import {
  machineScripts,
  scriptDigests,
  scriptsDocument,
} from '../../../../components/kaapana-platform/microk8s/machine-scripts.ts'
import {
  type MachineSettings,
  settingsFile,
} from '../../../../components/kaapana-platform/microk8s/machine-settings.ts'
import type { WantedRelease } from '../../../../components/kaapana-platform/microk8s/rollout-template.ts'
import { installScript } from '../../../../components/kaapana-platform/microk8s/scripts/install-script.ts'
import { NODE_CIDR } from '../../../../components/kaapana-platform/microk8s/scripts/release-steps.ts'
import { REGISTRY, SETTINGS } from './arguments.ts'

const run = promisify(execFile)

/** Tools of the machine that are stood in for; the others are the real ones. */
const STOOD_IN =
  'apt-get aws blkid cloud-init curl hostname microk8s mkfs.xfs modprobe mount mountpoint nvidia-smi sleep snap sysctl systemctl ubuntu-drivers udevadm xfs_growfs'.split(
    ' ',
  )

/** Secrets as Secrets Manager and ECR hold them. None may be anywhere but in files that go. */
export const CREDENTIALS = {
  kaapanaInitPassword: 'Init-Passw0rd-aaaa',
  keycloakAdminPassword: 'Keycloak-Passw0rd-bbbb',
  minioUser: 'minio-user',
  minioPassword: "Minio-Pass'w0rd-cccc",
  grafanaUser: 'admin',
  grafanaPassword: 'Grafana-Passw0rd-dddd',
  oidcClientSecret: 'oidc-secret-eeee',
}
export const TOKEN = 'ecr-token-ffff'
export const KEY = 'private-key-gggg'
export const HANDLE = 'https://cloudformation-waitcondition.example/handle?signature=hhhh'

/** What a machine is to run unless a test says otherwise. */
export const wanted = (more: Partial<WantedRelease> = {}): WantedRelease => ({
  instance: 'i-0123456789abcdef0',
  version: '0.6.0',
  chart: `oci://${REGISTRY}/kaapana-admin-chart`,
  chartVersion: '0.6.0',
  chartDigest: `sha256:${'c'.repeat(64)}`,
  scripts: {},
  values: {
    global: { hostname: SETTINGS.hostName, internalCidrs: ['10.1.0.0/16', NODE_CIDR] },
  },
  ...more,
})

/** A folder that is the machine to the scripts, with stand-ins for tools, and the scripts themselves. */
export class Machine {
  readonly root = mkdtempSync(join(tmpdir(), 'kaapana-machine-'))
  readonly paths = machinePaths(this.root)
  readonly #scripts = machineScripts(this.paths)

  constructor(settings: Partial<MachineSettings> = {}) {
    const { paths } = this
    this.#put(paths.settings, settingsFile({ ...SETTINGS, ...settings }))
    this.#put(`${paths.scripts}/kaapana-install`, installScript(paths))
    this.#put(paths.fstab, '')
    this.#put(paths.resolvers, '# systemd\nnameserver 10.20.0.2\nnameserver 10.20.0.3\n')
    for (const service of ['kube-apiserver', 'kube-controller-manager'])
      this.#put(`${paths.microk8sArgs}/${service}`, '--service-node-port-range=30000-32767\n')
    mkdirSync(dirname(paths.log), { recursive: true })
    mkdirSync(paths.data, { recursive: true })
    this.#makeTools()
    this.put('document.json', scriptsDocument(this.#scripts))
    this.put('credentials.json', JSON.stringify(CREDENTIALS))
    this.put('certificate.json', JSON.stringify({ 'tls.crt': 'certificate', 'tls.key': KEY }))
    this.put('token', `${TOKEN}\n`)
    this.put('coredns.json', JSON.stringify(COREDNS))
  }

  #makeTools() {
    mkdirSync(join(this.root, 'tools'))
    mkdirSync(this.#state('kept'), { recursive: true })
    for (const tool of STOOD_IN)
      symlinkSync(join(import.meta.dirname, 'stand-in.sh'), join(this.root, 'tools', tool))
  }

  #put(path: string, content: string) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    if (path.startsWith(this.paths.scripts)) chmodSync(path, 0o755)
  }

  #state = (name: string) => join(this.root, 'stand-in', name)

  /** Sets a file that the stand-ins answer from. */
  put(name: string, content: string) {
    this.#put(this.#state(name), content)
  }

  /** Puts a script to its place. */
  putScript(name: string, content: string) {
    this.#put(join(this.paths.scripts, name), content)
  }

  /** Puts a file onto the data volume. */
  putData(name: string, content: string) {
    this.#put(join(this.paths.data, name), content)
  }

  /** Reads a file of the stand-ins; empty if there is none. */
  read(name: string): string {
    return existsSync(this.#state(name)) ? readFileSync(this.#state(name), 'utf8') : ''
  }

  /** Says what has to run, as the parameter does. */
  want(release: WantedRelease, handle = HANDLE) {
    const scripts = scriptDigests(this.#scripts)
    const signals = { started: `${handle}&for=started`, installed: `${handle}&for=installed` }
    this.put('wanted.json', JSON.stringify({ signals, ...release, scripts }))
  }

  /** Runs a script as its timer does; returns its exit code. */
  async run(script = 'kaapana-install'): Promise<number> {
    const PATH = `${join(this.root, 'tools')}:${process.env.PATH}`
    const env = { PATH, HOME: this.root, STAND_IN: join(this.root, 'stand-in') }
    try {
      await run(join(this.paths.scripts, script), { env })
      return 0
    } catch (error) {
      const { code, stderr } = error as { code: unknown; stderr: string }
      if (typeof code !== 'number') throw error
      this.lastError = stderr
      return code
    }
  }
  lastError = ''

  /** Makes calls fail that match, or none. */
  failAt(pattern: string) {
    this.put('fails', pattern)
  }

  /** Calls of tools since the last time this was asked. */
  takeCalls(): string[] {
    const calls = this.read('calls').split('\n').filter(Boolean)
    this.put('calls', '')
    return calls.map((call) => call.replaceAll(this.root, ''))
  }

  /** What was kept of files given to tools, oldest first. */
  kept(kind: string): unknown[] {
    return readdirSync(this.#state('kept'))
      .filter((name) => name.endsWith(`-${kind}.json`))
      .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
      .map((name) => JSON.parse(this.read(join('kept', name))))
  }

  /** Signals that CloudFormation got. */
  signals(): { Status: string; Reason: string; UniqueId: string }[] {
    return jsonTexts(this.read('signals'))
  }

  /** Lines that CloudWatch got. */
  events(): string[] {
    return jsonTexts<{ message: string }[]>(this.read('events')).flatMap((events) =>
      events.map(({ message }) => message),
    )
  }

  status(): { state: string; step: string; reason: string } {
    return JSON.parse(readFileSync(`${this.paths.state}/status.json`, 'utf8'))
  }

  remove() {
    rmSync(this.root, { recursive: true })
  }
}

/** JSON as jq prints it, one after the other. */
const jsonTexts = <T>(text: string): T[] =>
  text
    .split(/(?<=^[\]}])\n/m)
    .filter((one) => one.trim() !== '')
    .map((one) => JSON.parse(one))

const COREDNS = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'coredns', namespace: 'kube-system' },
  data: {
    Corefile:
      '.:53 {\n    errors\n    kubernetes cluster.local in-addr.arpa ip6.arpa {\n      pods insecure\n    }\n    forward . 10.20.0.2\n}\n',
  },
}
