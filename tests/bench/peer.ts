import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PYTHON, preparePython } from '../python/environment.ts'
import { readmissionCsv } from '../shared-data.ts'
import { type ChildServer, startChildServer } from './child-server.ts'
import { freePort } from './free-port.ts'

const FOLDER = join(import.meta.dirname, 'peer')

/** The Python peers' folder and interpreter, prepared. Throws when Python cannot be prepared. */
export function pythonPeer(script: string): { python: string; file: string } {
  const missing = preparePython()
  if (missing !== undefined) throw new Error(`The Python peer cannot run: ${missing}`)
  const file = join(FOLDER, script)
  if (!existsSync(file)) throw new Error(`${file} is missing`)
  return { python: PYTHON, file }
}

/** Starts the FastAPI + scikit-learn service, one uvicorn worker, trained on the shipped table. */
export async function startPeer(): Promise<ChildServer & { url: string }> {
  const { python } = pythonPeer('app.py')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = await startChildServer({
    command: python,
    args: [
      '-m',
      'uvicorn',
      'app:app',
      '--port',
      String(port),
      '--app-dir',
      FOLDER,
      '--no-access-log',
    ],
    env: { ...process.env, PEER_TABLE: readmissionCsv() ?? '' },
    readyUrl: `${url}/readyz`,
  })
  return { ...server, url }
}
