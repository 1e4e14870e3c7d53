import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '../../../app/logging/logger.ts'
import { startService } from '../../../app/service.ts'
import { readSettings } from '../../../app/settings/settings.ts'

/** How a run comes: the headers that are its credential. */
export interface Credential {
  name: 'key' | 'administrator' | 'user' | 'session' | 'nobody'
  headers: Record<string, string>
}

/** A running service to try the whole document on. */
export interface Subject {
  url: string
  credentials: readonly Credential[]
  /** Things that exist, for paths that name one. */
  known: Known
  close(): Promise<void>
}

/** What the hooks put into requests, and what they keep from harm. */
export interface Known {
  /** Things that exist, and times that are right, by the name of the member or parameter. */
  values: Record<string, string>
  /** Id of a stored patient. */
  patient: string
  /** Ids of the users whose credentials are in use: never deleted, no other password. */
  users: number[]
}

const KEY = 'schemathesis-key-of-dkfz-31415926'
const ADMIN = { username: 'admin', password: 'correct-horse-battery' }
const USER = { username: 'ward3', password: 'long-enough-password' }
const FUTURE = '2999-01-01T00:00:00Z'
const today = (): string => new Date().toISOString().slice(0, 10)
const PATIENT = {
  ...{ patient_id: 'p1', age: 60, gender: 'female' },
  ...{ conditions: ['diabetes'], medications: [], recent_encounters: 1 },
}
const RECORDS = [
  { resourceType: 'Patient', id: 'p1', gender: 'female', birthDate: '1950-03-01' },
  {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    subject: { reference: 'Patient/p1' },
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    period: { start: '2026-03-02T09:00:00+01:00', end: '2026-03-08T11:00:00+01:00' },
  },
]

/**
 * Starts the service on a database of its own, with every limit on how often so high that it does
 * not stand before what the routes do, and makes everybody who may knock.
 */
export async function startSubject(dataDir?: string): Promise<Subject> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'dataspace-schemathesis-'))
  const settings = readSettings({
    ...{ PORT: '0', METRICS_PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder },
    ...{ RATE_LIMIT_PER_SECOND: '1000000', LOGIN_FAILURES_PER_MINUTE: '1000000' },
    INSTITUTION_API_KEY_DKFZ: KEY,
    ADMIN_USERNAME: ADMIN.username,
    ADMIN_PASSWORD: ADMIN.password,
  })
  const service = await startService(settings, createLogger(process.env.LOG_LEVEL ?? 'silent'))
  const url = `http://127.0.0.1:${service.port}`
  const close = async (): Promise<void> => {
    await service.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    return { url, close, ...(await populate(url)) }
  } catch (error) {
    await close()
    throw error
  }
}

async function populate(url: string): Promise<Pick<Subject, 'credentials' | 'known'>> {
  const key = { 'x-api-key': KEY }
  const { token } = await post(url, '/api/v1/auth/login', ADMIN)
  const admin = { authorization: `Bearer ${token}` }
  const person = { ...USER, role: 'user', institution_id: 'dkfz' }
  const made = await post(url, '/api/v1/admin/users', person, admin)
  const login = await post(url, '/api/v1/auth/login', USER)
  await post(url, '/api/v1/data/ingest', RECORDS, key)
  const prediction = await post(url, '/api/v1/predict', PATIENT, key)
  const { pseudonym } = await post(url, '/api/v1/pseudonyms', { patient_id: 'p1' }, key)
  const model = prediction.model as { name: string; version: string }
  return {
    credentials: [
      { name: 'key', headers: key },
      { name: 'administrator', headers: admin },
      { name: 'user', headers: { authorization: `Bearer ${login.token}` } },
      { name: 'session', headers: await signIn(url) },
      { name: 'nobody', headers: {} },
    ],
    known: {
      values: {
        prediction_id: String(prediction.prediction_id),
        pseudonym: String(pseudonym),
        ...{ name: model.name, version: model.version, institution_id: 'dkfz' },
        ...{ expires_at: FUTURE, old_valid_until: FUTURE, observed_on: today() },
      },
      patient: PATIENT.patient_id,
      users: [1, Number(made.id)],
    },
  }
}

/** A session of the administrator, as his browser sends it with its token. */
async function signIn(url: string): Promise<Record<string, string>> {
  const own = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const body = JSON.stringify(ADMIN)
  const answer = await fetch(`${url}/api/v1/auth/session`, { method: 'POST', headers: own, body })
  const { session } = (await answer.json()) as { session: { csrf_token: string } }
  const cookie = answer.headers.getSetCookie().map((one) => one.slice(0, one.indexOf(';')))
  return {
    cookie: cookie.join('; '),
    'sec-fetch-site': 'same-origin',
    'x-csrf-token': session.csrf_token,
  }
}

async function post(
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Record<string, unknown>
}
