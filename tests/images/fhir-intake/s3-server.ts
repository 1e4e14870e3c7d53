import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { freePort } from '../../bench/free-port.ts'
import { PYTHON } from '../../python/environment.ts'
import { until } from '../../until.ts'

/** What the AWS SDK takes from the environment to reach the simulated AWS. */
export interface SimulatedAws {
  environment: Record<string, string>
  stop(): void
}

/** moto's server: the AWS services in one process. In the Python environment of the tests, or on PATH. */
export function motoServer(): string | undefined {
  const folders = [dirname(PYTHON), ...(process.env.PATH ?? '').split(delimiter)]
  return found(folders.map((folder) => join(folder, 'moto_server')))
}

/** Folder of modules with the AWS SDK that a Lambda function finds in its runtime. */
export function sdkModules(): string | undefined {
  try {
    const file = createRequire(import.meta.url).resolve('@aws-sdk/client-s3')
    return file.slice(0, file.lastIndexOf('node_modules') + 'node_modules'.length)
  } catch {
    return undefined
  }
}

const found = (files: string[]): string | undefined => files.find((file) => existsSync(file))

/** Starts moto on a free port of the loopback and waits until it answers. */
export async function startAws(server: string): Promise<SimulatedAws> {
  const port = await freePort()
  const child: ChildProcess = spawn(server, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  })
  const endpoint = `http://127.0.0.1:${port}`
  await until('moto answers', () =>
    fetch(`${endpoint}/moto-api/`).then(
      ({ ok }) => ok || undefined,
      () => undefined,
    ),
  )
  return {
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'simulated',
      AWS_SECRET_ACCESS_KEY: 'simulated',
    },
    stop: () => void child.kill(),
  }
}
