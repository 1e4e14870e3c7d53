import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../cli/run-command.ts'
import { KEYS } from '../http/start-service.ts'
import { until } from '../until.ts'
import { childEnvironment, startChildService, withDataDir } from './child-service.ts'

const PATIENT = JSON.stringify({
  patient_id: 'P-1',
  age: 70,
  gender: 'female',
  conditions: ['diabetes'],
  medications: [],
  recent_encounters: 2,
})
const HEADERS = { 'content-type': 'application/json', 'x-api-key': KEYS.dkfz }
const predict = (url: string) =>
  fetch(`${url}/api/v1/predict`, { method: 'POST', headers: HEADERS, body: PATIENT })

/** A prediction whose last byte is still to be sent. */
async function almostSent(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const head = [
    'POST /api/v1/predict HTTP/1.1',
    `Host: ${hostname}`,
    ...Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${PATIENT.length}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${PATIENT.slice(0, -1)}`)
  return socket
}

/** True once /readyz says 503 or nothing listens any more. */
const isRefused = (url: string): Promise<true | undefined> =>
  fetch(`${url}/readyz`, { headers: { connection: 'close' } }).then(
    ({ status }) => (status === 503 ? true : undefined),
    () => true,
  )

const connections = async (metricsUrl: string): Promise<number> =>
  Number(/^active_connections (\d+)$/m.exec(await (await fetch(metricsUrl)).text())?.[1])

describe('stopping the service', () => {
  it('finishes what is in flight, takes nothing new, and keeps every audit row', () =>
    withDataDir(async (dataDir) => {
      const service = await startChildService(dataDir)
      for (let n = 0; n < 5; n++) expect((await predict(service.url)).status).toBe(200)
      const sockets = await Promise.all(Array.from({ length: 4 }, () => almostSent(service.url)))
      await until('four requests are in flight', async () =>
        (await connections(service.metricsUrl)) === 4 ? true : undefined,
      )
      service.child.kill('SIGTERM')
      await until('the service takes no more requests', () => isRefused(service.url))
      for (const socket of sockets) socket.write(PATIENT.slice(-1))
      const answers = await Promise.all(sockets.map((socket) => text(socket)))
      for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
      expect(await service.ended).toMatchObject({ code: 0, stderr: '' })

      const again = await startChildService(dataDir)
      for (const answer of answers) {
        const id = /"prediction_id":"([^"]+)"/.exec(answer)?.[1]
        const row = await fetch(`${again.url}/api/v1/audit/${id}`, { headers: HEADERS })
        expect(row.status).toBe(200)
      }
      expect(await again.stop()).toMatchObject({ code: 0 })
      const { code, stdout } = await runCommand(['audit', 'verify', '--json'], {
        DATA_DIR: dataDir,
      })
      expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, intact: true, rows: 9 })
    }))
})

describe('a service that cannot start', () => {
  it('names host and port in use, or who has its data directory, and leaves nothing locked', () =>
    withDataDir(async (dataDir) => {
      const taken = createServer().listen(0, '127.0.0.1')
      await once(taken, 'listening')
      const { port } = taken.address() as { port: number }
      const env = { ...childEnvironment(dataDir), PORT: String(port) }
      const { code, stderr } = await runCommand(['serve'], env)
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: `Cannot listen on 127.0.0.1:${port}: EADDRINUSE\n`,
      })
      taken.close()
      expect(readdirSync(dataDir).filter((name) => name.includes('lock'))).toEqual([])
      const service = await startChildService(dataDir, { PORT: String(port) })
      expect(await runCommand(['serve'], childEnvironment(dataDir))).toMatchObject({
        code: 3,
        stderr: expect.stringContaining(`${dataDir} is in use by process ${service.child.pid}.`),
      })
      expect(await service.stop('SIGINT')).toMatchObject({ code: 0 })
    }))

  it('tells every problem of its settings at once, without a stack', async () => {
    const { code, stdout, stderr } = await runCommand(['serve'], {
      PORT: 'eighty',
      ADMIN_USERNAME: 'admin',
      ADMIN_PASSWORD: 'admin123',
      LOG_LEVEL: 'loud',
      INSTITUTION_API_KEY_NOWHERE: 'a-key-of-sixteen-characters',
    })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('4 problem(s) in the environment')
    for (const name of ['PORT', 'ADMIN_PASSWORD', 'LOG_LEVEL', 'INSTITUTION_API_KEY_NOWHERE'])
      expect(stderr).toContain(`  - ${name}: `)
    expect(stderr).not.toMatch(/^ {4}at |admin123|a-key-of-sixteen/m)
  })

  it('refuses a damaged MODEL_PATH with its reason', () =>
    withDataDir(async (dataDir) => {
      const whole = readFileSync(join(import.meta.dirname, '../../app/models/readmission.json'))
      const file = join(dataDir, 'model.json')
      writeFileSync(file, whole.subarray(0, -100))
      const env = { ...childEnvironment(dataDir), MODEL_PATH: file }
      expect(await runCommand(['serve'], env)).toMatchObject({
        code: 2,
        stderr: `model file ${file}: it does not end with its SHA-256; is it truncated?\n`,
      })
    }))
})
