import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { alertmanagerText } from '../../../stacks/local/alertmanager.ts'
import type { LocalGround } from '../../../stacks/local/container.ts'
import { prometheusFiles } from '../../../stacks/local/prometheus.ts'
import { serviceVariables } from '../../../stacks/local/service.ts'
import { type Started, startCommand } from '../../cli/run-command.ts'
import { portOf } from './local-ground.ts'

type Ground = Pick<LocalGround, 'settings' | 'at'>

/** Writes Prometheus' files as its container gets them; returns the path of its configuration. */
export function writePrometheus(ground: Ground, folder: string): string {
  for (const [path, text] of Object.entries(prometheusFiles(ground, folder))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return join(folder, 'prometheus.yml')
}

/** Starts Prometheus by the generated files, with a look every second instead of every fifteen. */
export function startPrometheus(program: string, ground: Ground, folder: string): ChildProcess {
  const text = prometheusFiles(ground, folder)['prometheus.yml'] ?? ''
  const config = writePrometheus(ground, folder)
  writeFileSync(config, text.replaceAll(': 15s', ': 1s'))
  const listen = `--web.listen-address=${ground.at.prometheus}`
  return spawn(program, [`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`, listen], {
    cwd: folder,
    stdio: 'ignore',
  })
}

/** Starts Alertmanager by the generated file. */
export function startAlertmanager(program: string, ground: Ground, folder: string): ChildProcess {
  const config = join(folder, 'alertmanager.yml')
  writeFileSync(config, alertmanagerText())
  const listen = `--web.listen-address=${ground.at.alertmanager}`
  return spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.path=${folder}/alerts`,
      '--cluster.listen-address=',
      listen,
    ],
    { cwd: folder, stdio: 'ignore' },
  )
}

/** Starts the service by the generated variables, its secrets in files of a folder. */
export function startLocalService(
  ground: Ground,
  folder: string,
  { secrets, more }: { secrets: (use: string) => string; more: Record<string, string> },
): Started {
  const variables = serviceVariables(ground, folder)
  for (const [name, path] of Object.entries(variables))
    if (name.endsWith('_FILE')) writeFileSync(path, secrets(path.slice(folder.length + 1)))
  return startCommand(['serve'], {
    ...variables,
    HOST: '127.0.0.1',
    PORT: portOf(ground.at.service),
    METRICS_PORT: portOf(ground.at['service-metrics']),
    DATA_DIR: join(folder, 'data'),
    ...more,
  })
}

/** Ends a process and waits for its end. */
export async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
