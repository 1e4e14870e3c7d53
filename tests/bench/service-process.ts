import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type ChildServer, startChildServer } from './child-server.ts'
import { freePort } from './free-port.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The command; another checkout's can be measured by the variable. */
export const SERVICE_ENTRY = process.env.DATASPACE_BENCH_ENTRY ?? join(ROOT, 'cli/main.js')

/** What `npm start` runs, with its flags, from the checkout of SERVICE_ENTRY. */
function startCommand(): { command: string; args: string[]; cwd: string } {
  const cwd = dirname(dirname(SERVICE_ENTRY))
  const { scripts } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'))
  return { command: 'sh', args: ['-c', scripts.start], cwd }
}

/** What a service keeps between two starts: its folder and the keys its clients use. */
export interface ServiceHome {
  /** Key of the institution DKFZ, which the benches send. */
  apiKey: string
  env: NodeJS.ProcessEnv
  /** Deletes the folder. */
  remove: () => void
}

/** The running service. */
export interface ServiceProcess extends ChildServer {
  /** `http://127.0.0.1:<port>` */
  url: string
  /** `http://127.0.0.1:<port>/metrics` */
  metricsUrl: string
}

const secret = (): string => randomBytes(32).toString('base64url')

/**
 * A new empty data directory with random credentials. The service logs as it does by default, to a
 * file, and limits no rate. Compiled code is kept per home, so that the first start of a home is
 * the first start on a machine.
 */
export function createServiceHome(): ServiceHome {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-bench-'))
  const dataDir = join(folder, 'data')
  const apiKey = secret()
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    NODE_ENV: 'production',
    DATA_DIR: dataDir,
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    INSTITUTION_API_KEY_DKFZ: apiKey,
    INSTITUTION_API_KEY_UKHD: secret(),
    INSTITUTION_API_KEY_EMBL: secret(),
    ADMIN_USERNAME: 'admin',
    ADMIN_PASSWORD: secret(),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    RATE_LIMIT_PER_SECOND: '1000000',
  }
  return { apiKey, env, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs `npm start` on free ports, by the Node that runs the bench, and waits for /readyz. */
export async function startService(home: ServiceHome): Promise<ServiceProcess> {
  const port = await freePort()
  const metricsPort = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = await startChildServer({
    ...startCommand(),
    env: { ...home.env, PORT: String(port), METRICS_PORT: String(metricsPort) },
    readyUrl: `${url}/readyz`,
  })
  return { ...server, url, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` }
}

/** Runs something against a service of its own and cleans up after it, whatever happens. */
export async function withService<Result>(
  use: (service: ServiceProcess, home: ServiceHome) => Promise<Result>,
): Promise<Result> {
  const home = createServiceHome()
  try {
    const service = await startService(home)
    try {
      return await use(service, home)
    } finally {
      await service.stop()
    }
  } finally {
    home.remove()
  }
}
