import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSigner, startKeyServer } from '../auth/signer.ts'
import { type Registered, register } from '../http/registered.ts'
import { KEYS, startTestService, type TestService } from '../http/start-service.ts'
import { createFhirStore, type Resource } from './fhir-store.ts'
import { endedStay, FIRST_TIME, OFTEN_IN, PATIENT, requestFor, stay } from './requests.ts'

const DISCHARGE = '/cds-services/readmission-at-discharge'
const CHART = '/cds-services/readmission-in-chart'

/** The specification's example request of the hook patient-view (cds-hooks.hl7.org/2.0, "HTTP Request"). */
const EXAMPLE = {
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  fhirServer: 'http://hooks.smarthealthit.org:9080',
  hook: 'patient-view',
  fhirAuthorization: {
    access_token: 'some-opaque-fhir-access-token',
    token_type: 'Bearer',
    expires_in: 300,
    scope: 'user/Patient.read user/Observation.read',
    subject: 'cds-service4',
  },
  context: { userId: 'Practitioner/example', patientId: '1288992', encounterId: '89284' },
  prefetch: {
    patientToGreet: {
      resourceType: 'Patient',
      gender: 'male',
      birthDate: '1925-12-23',
      id: '1288992',
      active: true,
    },
  },
}

describe('the CDS services', () => {
  let service: TestService
  let ehr: Registered
  beforeAll(async () => {
    service = await startTestService()
    ehr = await register(service, { name: 'ehr', institution_id: 'dkfz', uses: ['cds-hooks'] })
  })
  afterAll(() => service.close())

  const discharge = (resources: Resource[], bent: Record<string, unknown> = {}) =>
    ehr.call(DISCHARGE, requestFor('encounter-discharge', createFhirStore(resources), bent))
  const chart = (resources: Resource[], bent: Record<string, unknown> = {}) =>
    ehr.call(CHART, requestFor('patient-view', createFhirStore(resources), bent))

  it('are found by anybody, from pages of any origin', async () => {
    const answer = await service.call('GET', '/cds-services', {
      key: null,
      headers: { origin: 'https://ehr.example.org' },
    })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.json.services.map(({ id, hook }: Resource) => [id, hook])).toEqual([
      ['readmission-at-discharge', 'encounter-discharge'],
      ['readmission-in-chart', 'patient-view'],
    ])
    // "Prefetch query restrictions": reads and searches by reference, token and _count alone.
    for (const { prefetch } of answer.json.services)
      for (const query of Object.values<string>(prefetch))
        expect(query).toMatch(
          /^\w+(\/\{\{context\.patientId\}\}|\?patient=\{\{context\.patientId\}\}(&(class|_count)=[\w,]+)*)$/,
        )
  })

  it('warn of a high risk at discharge, with all a clinician needs to weigh it', async () => {
    const { status, json, text } = await discharge(OFTEN_IN)
    expect(status, text).toBe(200)
    const [card] = json.cards
    expect(json.cards).toHaveLength(1)
    expect(card).toMatchObject({
      uuid: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/),
      indicator: 'warning',
      summary: expect.stringMatching(/^HIGH risk of .* about \d+ in 100; average 11 in 100$/),
      source: {
        label: 'HealthAlliance DataSpace',
        url: `${service.url}/console/model`,
        topic: { code: 'readmission-risk-30-days', display: expect.any(String) },
      },
      selectionBehavior: 'at-most-one',
      suggestions: [{ label: 'Agree with this level', uuid: expect.any(String) }],
      links: [{ type: 'absolute', url: `${service.url}/console/audit?prediction=${card.uuid}` }],
    })
    expect(card.summary.length).toBeLessThan(140)
    expect(card.overrideReasons).toHaveLength(9)
    for (const reason of card.overrideReasons) expect(reason.display).toMatch(/\w{4}/)
    for (const part of [
      /6 inpatient stays in the 12 months before: \+\d+\.\d/,
      /20 medications during the stay: [+−±]/,
      /what the model used, not the cause/,
      /of all patients it is 11\.4 %/,
      /95 % interval \d+\.\d % to \d+\.\d %/,
      /Advised at this level:\*\* Immediate follow-up within 48 hours/,
      /Not considered:\*\* which diagnoses they are, .*laboratory values/,
      /Not a sole basis for a decision/,
      /learned from 1999 to 2008: .*130 hospitals of the USA/,
    ])
      expect(card.detail).toMatch(part)
  })

  it('predict what the API predicts of the same records when they are stored', async () => {
    const { json } = await discharge(OFTEN_IN)
    await service.call('POST', '/api/v1/data/ingest', { body: OFTEN_IN })
    const stored = await service.call('POST', '/api/v1/predict/patient/1288992')
    const { decision, input_digest, subject_pseudonym, ...row } = (
      await service.call('GET', `/api/v1/audit/${json.cards[0].uuid}`)
    ).json
    const other = await service.call('GET', `/api/v1/audit/${stored.json.prediction_id}`)
    expect(other.json).toMatchObject({ decision, input_digest, subject_pseudonym })
    expect(row).toMatchObject({ purpose: 'treatment', actor: 'client:ehr', institution: 'dkfz' })
  })

  it('keep nothing of what was sent', async () => {
    const patient = { ...PATIENT, id: 'kept-nowhere' }
    const subject = { reference: 'Patient/kept-nowhere' }
    const body = requestFor(
      'encounter-discharge',
      createFhirStore([patient, { ...stay('456', 1), subject }]),
      { context: { patientId: 'kept-nowhere' } },
    )
    expect((await ehr.call(DISCHARGE, body)).json.cards).toHaveLength(1)
    expect((await service.call('POST', '/api/v1/predict/patient/kept-nowhere')).status).toBe(404)
  })

  it('inform of a low risk at discharge, and say nothing of it in the chart', async () => {
    const [card] = (await discharge(FIRST_TIME)).json.cards
    expect(card).toMatchObject({ indicator: 'info', summary: expect.stringMatching(/^LOW risk/) })
    expect((await chart(FIRST_TIME)).json).toEqual({ cards: [] })
    expect((await chart(OFTEN_IN)).json.cards).toMatchObject([{ indicator: 'warning' }])
  })

  it('say nothing of people who are not in hospital', async () => {
    expect((await chart([PATIENT, endedStay('456', 9, 2)])).json).toEqual({ cards: [] })
    expect((await discharge([PATIENT])).json).toEqual({ cards: [] })
  })

  it('say nothing to patients and their relatives, and predict nothing', async () => {
    const before = (await service.call('GET', '/api/v1/audit?kind=prediction')).json.rows.length
    for (const userId of ['Patient/1288992', 'RelatedPerson/7'])
      expect((await chart(OFTEN_IN, { context: { userId } })).json).toEqual({ cards: [] })
    const after = (await service.call('GET', '/api/v1/audit?kind=prediction')).json.rows.length
    expect(after).toBe(before)
  })

  it('say why there is no estimate, with nothing to give feedback on', async () => {
    const { birthDate: _born, ...unborn } = PATIENT
    const { json } = await discharge([unborn, stay('456', 1)])
    expect(json.cards).toEqual([
      {
        summary: 'No estimate of readmission risk: the records do not suffice',
        detail: expect.stringContaining('Patient.birthDate'),
        indicator: 'info',
        source: expect.objectContaining({ label: 'HealthAlliance DataSpace' }),
      },
    ])
  })

  it("answer the specification's example with what they need: its prefetch is another service's", async () => {
    const answer = await ehr.call(CHART, EXAMPLE)
    expect(answer.status).toBe(412)
    expect(answer.json).toMatchObject({
      title: 'Precondition Failed',
      detail: 'Needed in prefetch: patient, encounters, conditions, medications',
      errors: [{ path: 'prefetch.patient', message: 'not sent' }, {}, {}, {}],
    })
  })

  it("take the specification's example with the records they ask for, and its extension", async () => {
    const { prefetch } = requestFor('patient-view', createFhirStore(OFTEN_IN))
    const extension = { 'com.example.timestamp': '2017-11-27T22:13:25Z' }
    const answer = await ehr.call(CHART, { ...EXAMPLE, prefetch, extension })
    expect(answer.json.cards, answer.text).toHaveLength(1)
    expect(answer.text).not.toContain('some-opaque-fhir-access-token')
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['another hook', { hook: 'patient-view' }, 'hook'],
    ['no UUID', { hookInstance: 'one' }, 'hookInstance'],
    ['no user', { context: { userId: '' } }, 'context.userId'],
    ['a patient as the user', { context: { userId: 'Patient/1' } }, 'context.userId'],
    ['a prefetch that is a list', { prefetch: [] }, 'prefetch'],
    ['a value that is no resource', { prefetch: { patient: 'x' } }, 'prefetch.patient'],
  ])('refuse a call with %s', async (_name, bent, path) => {
    const answer = await discharge(OFTEN_IN, bent)
    expect(answer.status, answer.text).toBe(422)
    expect(answer.json.errors.map((one: Resource) => one.path)).toContain(path)
  })

  it('refuse a call without context, and one without encounter', async () => {
    const { context, ...rest } = requestFor('encounter-discharge', createFhirStore(OFTEN_IN))
    const { encounterId: _id, ...without } = context
    expect((await ehr.call(DISCHARGE, rest)).json.errors[0].path).toBe('context')
    const answer = await ehr.call(DISCHARGE, { ...rest, context: without })
    expect(answer.json.errors[0].path).toBe('context.encounterId')
  })

  it('refuse records of another patient', async () => {
    const { prefetch, ...body } = requestFor('encounter-discharge', createFhirStore(OFTEN_IN))
    const patient = { ...PATIENT, id: 'somebody-else' }
    const answer = await ehr.call(DISCHARGE, { ...body, prefetch: { ...prefetch, patient } })
    expect(answer.status).toBe(422)
    expect(answer.json.detail).toEqual([
      {
        type: 'value_error',
        loc: ['body', 'prefetch', 'patient'],
        msg: 'holds a record of another patient than context.patientId',
      },
    ])
  })

  describe('refuse a caller', () => {
    const body = requestFor('encounter-discharge', createFhirStore(FIRST_TIME))
    const send = async (token: string | null, path = DISCHARGE) => {
      const answer = await service.call('POST', path, {
        key: null,
        body,
        ...(token !== null && { token }),
      })
      // Best practices: no word of why.
      if (answer.status === 401 && token !== null)
        expect(answer.json.detail).toBe('Invalid or expired token')
      return answer.status
    }
    const now = () => Math.floor(Date.now() / 1000)
    const here = () => service.url + DISCHARGE

    it('without a token, with a key, with a token of a user', async () => {
      expect(await send(null)).toBe(401)
      expect((await service.call('POST', DISCHARGE, { body, key: KEYS.dkfz })).status).toBe(401)
      expect(await send(await service.token())).toBe(401)
    })

    it('whose token expired, is for another service, was used, or has its keys elsewhere', async () => {
      const used = await ehr.sign(here())
      expect(await send(used)).toBe(200)
      expect(await send(used)).toBe(401)
      const claims = { exp: now() - 60 }
      expect(await send(await ehr.sign(here(), { claims }))).toBe(401)
      expect(await send(await ehr.sign(service.url + CHART))).toBe(401)
      expect(await send(await ehr.sign(`https://elsewhere.test${DISCHARGE}`))).toBe(401)
      const impostor = await createSigner(ehr.issuer)
      const keys = await startKeyServer(impostor.jwks)
      for (const header of [{}, { jku: keys.url }])
        expect(await send(await impostor.sign(here(), { header }))).toBe(401)
      expect(keys.asked).toBe(0)
      await keys.close()
    })

    it('that is unknown, revoked, or registered for something else', async () => {
      expect(await send(await (await createSigner('https://nobody.test/')).sign(here()))).toBe(401)
      const smart = await register(service, {
        ...{ name: 'smart', institution_id: 'dkfz', uses: ['fhir'] },
      })
      expect(await send(await smart.sign(here()))).toBe(401)
      const gone = await register(service, { name: 'gone', institution_id: 'dkfz' })
      expect(await send(await gone.sign(here()))).toBe(200)
      const token = await service.token()
      await service.call('DELETE', `/api/v1/admin/clients/${gone.id}`, { token })
      expect(await send(await gone.sign(here()))).toBe(401)
    })

    it('before its body is read', async () => {
      const large = `{"x":"${'x'.repeat(5_000_000)}"}`
      const refused = await service.call('POST', DISCHARGE, { key: null, body: large })
      expect(refused.status).toBe(401)
      const signed = { key: null, body: large, token: await ehr.sign(here()) }
      expect((await service.call('POST', DISCHARGE, signed)).status).toBe(413)
    })
  })

  it('tell institutions of one issuer apart by tenant, with pseudonyms of their own', async () => {
    const hosted = { issuer: 'https://vendor.test/', uses: ['cds-hooks'] }
    const one = await register(service, {
      ...{ ...hosted, name: 'vendor-dkfz', institution_id: 'dkfz', tenant: 'tenant-a' },
    })
    await register(service, {
      ...{ ...hosted, name: 'vendor-ukhd', institution_id: 'ukhd', tenant: 'tenant-b' },
      jwks: one.jwks,
    })
    const body = requestFor('encounter-discharge', createFhirStore(OFTEN_IN))
    const as = async (tenant: string | undefined) => {
      const claims = { iss: hosted.issuer, tenant }
      const token = await one.sign(service.url + DISCHARGE, { claims })
      return ehr.call(DISCHARGE, { ...body, hookInstance: randomUUID() }, token)
    }
    const rows = []
    for (const [tenant, key] of [
      ['tenant-a', KEYS.dkfz],
      ['tenant-b', KEYS.ukhd],
    ] as const) {
      const { uuid } = (await as(tenant)).json.cards[0]
      rows.push((await service.call('GET', `/api/v1/audit/${uuid}`, { key })).json)
    }
    expect(rows).toMatchObject([
      { institution: 'dkfz', actor: 'client:vendor-dkfz' },
      { institution: 'ukhd', actor: 'client:vendor-ukhd' },
    ])
    expect(rows[0].subject_pseudonym).not.toBe(rows[1].subject_pseudonym)
    expect((await as(undefined)).status).toBe(401)
    expect((await as('tenant-c')).status).toBe(401)
  })
})
