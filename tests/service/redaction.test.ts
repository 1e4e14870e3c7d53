import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { type ChildService, startChildService, withDataDir } from './child-service.ts'

/** What no log, metric or file may ever show; each is sent in every place that takes a text. */
const CANARIES = {
  name: 'Canarius-Mustermann',
  record: 'MRN-0077314159',
  born: '1931-07-23',
  diagnosis: 'Morbus Canaricus',
  password: 'canary-password-0815',
} as const
const WORDS = Object.values(CANARIES)

const BODY = {
  patient_id: CANARIES.record,
  age: 70,
  gender: 'male',
  conditions: [CANARIES.diagnosis],
  medications: [CANARIES.name],
  recent_encounters: 1,
}
const PATIENT = {
  resourceType: 'Patient',
  id: CANARIES.record,
  birthDate: CANARIES.born,
  gender: 'female',
  name: [{ family: CANARIES.name, text: CANARIES.name }],
  text: { status: 'generated', div: `<div>${CANARIES.name}</div>` },
}
const ABOUT = { reference: `Patient/${CANARIES.record}`, display: CANARIES.name }
const ENCOUNTER = {
  resourceType: 'Encounter',
  id: `${CANARIES.record}-1`,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  reasonCode: [{ text: CANARIES.diagnosis }],
  subject: ABOUT,
  period: { start: '2024-02-01T08:00:00+01:00', end: '2024-02-05T10:00:00+01:00' },
}
const CONDITION = {
  resourceType: 'Condition',
  id: `${CANARIES.record}-2`,
  code: {
    coding: [{ system: 'http://snomed.info/sct', code: '44054006', display: CANARIES.diagnosis }],
    text: CANARIES.diagnosis,
  },
  subject: ABOUT,
}

/** Every body that every POST route gets: right ones, and wrong ones in every way. */
const bodies = (word: string): unknown[] => [
  BODY,
  { ...BODY, patient_id: word, conditions: [word] },
  { ...BODY, gender: word, age: word, [word]: word },
  { patients: [BODY, { ...BODY, age: word }] },
  [PATIENT, ENCOUNTER, CONDITION],
  [
    { ...PATIENT, gender: word },
    { resourceType: word, id: word },
    { ...CONDITION, code: word },
  ],
  { username: word, password: word },
  { username: 'admin', password: word },
  { username: [word], role: word, password: word, institution_id: word },
  { n_patients: word },
  `{"patient_id":"${word}`,
  `${word}\n${word}`,
  `"${word}"`,
]

const POSTS = [
  '/api/v1/predict',
  '/api/v1/predict/batch',
  '/api/v1/data/ingest',
  '/api/v1/auth/login',
  '/api/v1/admin/users',
  '/api/v1/admin/retrain',
  '/api/v1/admin/clients',
  '/fhir/auth/token',
  '/cds-services/readmission-at-discharge',
]

type Send = (method: string, path: string, more?: { body?: unknown; headers?: object }) => unknown

/** The same word wherever a client can write one. */
async function sendEverywhere(send: Send, word: string, admin: string): Promise<void> {
  const written = encodeURIComponent(word)
  const strange = { 'x-api-key': word, authorization: `Bearer ${written}` }
  for (const path of POSTS)
    for (const body of bodies(word)) {
      await send('POST', `${path}?who=${written}`, { body })
      await send('POST', path, { body, headers: { authorization: `Bearer ${admin}` } })
    }
  await send('POST', '/api/v1/predict', { body: BODY, headers: strange })
  await send('POST', '/api/v1/predict', { body: BODY, headers: { 'content-type': written } })
  for (const path of ['/api/v1/predict/patient/', '/api/v1/audit/', '/', '/api/v1/'])
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS'])
      await send(method, `${path}${written}?who=${written}`)
  for (const path of ['/api/v1/admin/users/', '/api/v1/admin/models/'])
    await send('DELETE', path + written, { headers: { authorization: `Bearer ${admin}` } })
}

/** What is no HTTP at all. */
async function sendNoise(url: string, word: string): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.end(`${word} /${word} HTTP/1.1\r\n${word}\r\n\r\n`)
  await text(socket)
}

const sender =
  (service: ChildService, key: string): Send =>
  async (method, path, { body, headers } = {}) => {
    const answer = await fetch(`${service.url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-api-key': key,
        'x-request-id': CANARIES.record,
        'user-agent': CANARIES.name,
        referer: `http://example.org/${CANARIES.record}`,
        cookie: `who=${CANARIES.name}`,
        origin: `http://${CANARIES.name}.example`,
        'x-forwarded-for': CANARIES.name,
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return answer.text()
  }

/** Every file in a folder and those in it. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

it('shows personal data and secrets in no log, metric or file', { timeout: 60_000 }, () =>
  withDataDir(async (dataDir) => {
    const unset = { INSTITUTION_API_KEY_DKFZ: '', INSTITUTION_API_KEY_UKHD: '' }
    const service = await startChildService(dataDir, {
      ...unset,
      INSTITUTION_API_KEY_EMBL: '',
      ADMIN_USERNAME: '',
      ADMIN_PASSWORD: '',
      LOG_LEVEL: 'trace',
      LOGIN_FAILURES_PER_MINUTE: '1000',
    })
    const credentials = new Map(
      readFileSync(join(dataDir, 'credentials.env'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
    )
    const send = sender(service, credentials.get('INSTITUTION_API_KEY_DKFZ') as string)
    const login = { username: 'admin', password: credentials.get('ADMIN_PASSWORD') }
    const { token } = JSON.parse(
      (await send('POST', '/api/v1/auth/login', { body: login })) as string,
    )
    const user = { username: 'nurse', password: CANARIES.password, role: 'user' }
    const headers = { authorization: `Bearer ${token}` }
    await send('POST', '/api/v1/admin/users', { body: user, headers })
    for (const word of WORDS) {
      await sendEverywhere(send, word, token)
      await sendNoise(service.url, word)
    }
    const predicted = await send('POST', `/api/v1/predict/patient/${CANARIES.record}`)
    expect(predicted).toContain('"prediction_id"')
    const metrics = await (await fetch(service.metricsUrl)).text()
    const { code, stdout, stderr } = await service.stop()
    expect(code).toBe(0)

    expect(stdout.split('\n').length).toBeGreaterThan(500)
    const secrets = [...credentials].filter(([name]) => name !== 'ADMIN_USERNAME')
    expect(secrets).toHaveLength(4)
    const places = new Map([
      ['log', stdout],
      ['standard error', stderr],
      ['metrics', metrics],
      ...filesIn(dataDir)
        .filter((file) => !file.endsWith('credentials.env'))
        .map((file) => [file, readFileSync(file, 'latin1')] as const),
    ])
    const sought = [...WORDS, token as string, ...secrets.map(([, secret]) => secret)]
    const found = [...places].flatMap(([place, content]) =>
      sought.filter((word) => content.includes(word)).map((word) => `${word} in ${place}`),
    )
    expect(found).toEqual([])
    expect([...places.keys()].length).toBeGreaterThan(100)
  }),
)
