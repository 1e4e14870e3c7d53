import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { createLogger, type Logger } from '../../app/logging/logger.ts'
import { type Service, startService } from '../../app/service.ts'
import { readSettings } from '../../app/settings/settings.ts'

/** Keys and administrator of every test service. */
export const KEYS = {
  dkfz: 'contract-key-of-dkfz-31415926',
  ukhd: 'contract-key-of-ukhd-27182818',
  embl: 'contract-key-of-embl-16180339',
} as const
export const ADMIN = { username: 'admin', password: 'correct-horse-battery' } as const

/** A service on free ports with a database of its own. */
export interface TestService extends Service {
  url: string
  metricsUrl: string
  dataDir: string
  /** A request with a JSON body and, by default, the key of DKFZ. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** The token of a user. */
  token(user?: { username: string; password: string }): Promise<string>
}

export interface CallOptions {
  /** Sent as JSON unless it is a string. */
  body?: unknown
  /** API key; null for none. */
  key?: string | null
  token?: string
  headers?: Record<string, string>
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
export type Answer = { status: number; headers: Headers; text: string; json: any }

/** Starts the whole service on an embedded database in a temporary folder, or on DATABASE_URL. */
export async function startTestService(
  environment: Record<string, string> = {},
  logger: Logger = createLogger('silent'),
): Promise<TestService> {
  const dataDir = environment.DATA_DIR ?? copyOfEmptyDatabase()
  const settings = readSettings({
    PORT: '0',
    METRICS_PORT: '0',
    DATA_DIR: dataDir,
    INSTITUTION_API_KEY_DKFZ: KEYS.dkfz,
    INSTITUTION_API_KEY_UKHD: KEYS.ukhd,
    INSTITUTION_API_KEY_EMBL: KEYS.embl,
    ADMIN_USERNAME: ADMIN.username,
    ADMIN_PASSWORD: ADMIN.password,
    ...environment,
  })
  const service = await startService(settings, logger)
  const url = `http://127.0.0.1:${service.port}`
  const call = caller(url)
  return {
    ...service,
    url,
    metricsUrl: `http://127.0.0.1:${service.metricsPort}/metrics`,
    dataDir,
    call,
    token: async (user = ADMIN) =>
      (await call('POST', '/api/v1/auth/login', { body: user, key: null })).json.token,
    close: async () => {
      await service.close()
      if (environment.DATA_DIR === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Making an embedded database takes seconds, copying an empty one does not. */
export function copyOfEmptyDatabase(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'dataspace-test-'))
  cpSync(inject('emptyDataDir'), dataDir, { recursive: true })
  return dataDir
}

const caller =
  (url: string): TestService['call'] =>
  async (method, path, { body, key = KEYS.dkfz, token, headers = {} } = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === null || token !== undefined ? {} : { 'x-api-key': key }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '')
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    }
  }
