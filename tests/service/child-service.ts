import { rmSync } from 'node:fs'
import { type Ended, type Started, startCommand } from '../cli/run-command.ts'
import { ADMIN, copyOfEmptyDatabase, KEYS } from '../http/start-service.ts'
import { until } from '../until.ts'

/** `dataspace serve` in a process of its own. */
export interface ChildService extends Started {
  url: string
  metricsUrl: string
  /** Asks it to stop, by SIGTERM unless told otherwise, and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

/** Keys, administrator and free ports of a child service in `dataDir`. */
export const childEnvironment = (dataDir: string): Record<string, string> => ({
  DATA_DIR: dataDir,
  PORT: '0',
  METRICS_PORT: '0',
  INSTITUTION_API_KEY_DKFZ: KEYS.dkfz,
  INSTITUTION_API_KEY_UKHD: KEYS.ukhd,
  INSTITUTION_API_KEY_EMBL: KEYS.embl,
  ADMIN_USERNAME: ADMIN.username,
  ADMIN_PASSWORD: ADMIN.password,
})

/** Starts the service and waits for the line of its log that says it is ready, and where. */
export async function startChildService(
  dataDir: string,
  env: Record<string, string> = {},
): Promise<ChildService> {
  const started = startCommand(['serve'], { ...childEnvironment(dataDir), ...env })
  const { child, ended, output } = started
  const ready = await until('the service is ready', () => {
    if (child.exitCode !== null) throw new Error(`It ended: ${output().stderr}`)
    return output()
      .stdout.split('\n')
      .filter((line) => line.includes('"ready"') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as { port: number; metrics_port: number })[0]
  })
  return {
    ...started,
    url: `http://127.0.0.1:${ready.port}`,
    metricsUrl: `http://127.0.0.1:${ready.metrics_port}/metrics`,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}

/** Runs a test on a data directory of its own, which then goes. */
export async function withDataDir(use: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = copyOfEmptyDatabase()
  try {
    await use(dataDir)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
