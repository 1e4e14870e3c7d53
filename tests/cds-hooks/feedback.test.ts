import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Registered, register } from '../http/registered.ts'
import { startTestService, type TestService } from '../http/start-service.ts'
import { createFhirStore, type Resource } from './fhir-store.ts'
import { OFTEN_IN, requestFor } from './requests.ts'

const DISCHARGE = '/cds-services/readmission-at-discharge'
const PATH = `${DISCHARGE}/feedback`

describe('feedback', () => {
  let service: TestService
  let ehr: Registered
  let card: Resource
  beforeAll(async () => {
    service = await startTestService()
    ehr = await register(service, { name: 'ehr', institution_id: 'dkfz' })
    const body = requestFor('encounter-discharge', createFhirStore(OFTEN_IN))
    ;[card] = (await ehr.call(DISCHARGE, body)).json.cards
  })
  afterAll(() => service.close())

  const outcomeTimestamp = '2020-12-11T00:00:00Z'
  const overridden = (more: Record<string, unknown> = {}) => ({
    ...{ card: card.uuid, outcome: 'overridden', outcomeTimestamp },
    ...more,
  })
  const accepted = (id: string) => ({
    ...{ card: card.uuid, outcome: 'accepted', outcomeTimestamp },
    acceptedSuggestions: [{ id }],
  })
  const send = (...feedback: unknown[]) => ehr.call(PATH, { feedback })
  const action = async () =>
    (await service.call('GET', `/api/v1/audit/${card.uuid}`)).json.human_action

  it('is the human action on the prediction: accepted', async () => {
    const answer = await send(accepted(card.suggestions[0].uuid))
    expect(answer.status, answer.text).toBe(200)
    expect(answer.json).toEqual({ recorded: 1 })
    expect(await action()).toMatchObject({
      action: 'accepted',
      reason_code: null,
      level: null,
      actor: 'client:ehr',
    })
  })

  it('is an override with one of the reasons offered, words beside the trail', async () => {
    const reason = card.overrideReasons.find((one: Resource) => one.code === 'social-situation')
    const userComment = 'Lives alone, care service not arranged'
    await send(overridden({ overrideReason: { reason, userComment } }))
    const found = await action()
    expect(found).toMatchObject({ action: 'overridden', reason_code: reason.code })
    expect(found.note).toBe(userComment)
    const row = await service.call('GET', `/api/v1/audit?kind=human-decision&limit=1`)
    expect(row.json.rows[0]).toMatchObject({
      id: found.audit_id,
      purpose: 'treatment',
      details: { prediction: card.uuid, acted_at: '2020-12-11T00:00:00.000Z' },
    })
    expect(JSON.stringify(row.json.rows[0].details)).not.toContain('alone')
  })

  // The specification's examples ("Feedback"), with the card's own id.
  it("takes the specification's override without reason, and with a reason of the client", async () => {
    await send(overridden())
    expect(await action()).toMatchObject({ action: 'overridden', reason_code: null })
    const reason = {
      code: 'd7ecf885',
      system: 'https://example.com/cds-hooks/override-reason-system',
    }
    const userComment = 'A comment entered by the clinician.'
    await send(overridden({ overrideReason: { reason, userComment } }))
    expect(await action()).toMatchObject({ reason_code: 'other', note: userComment })
  })

  it('takes the address of the service as the audience of its token as well', async () => {
    const token = await ehr.sign(service.url + DISCHARGE)
    expect((await ehr.call(PATH, { feedback: [overridden()] }, token)).status).toBe(200)
  })

  it.each<[string, () => Resource, number, RegExp]>([
    ['an unknown card', () => overridden({ card: crypto.randomUUID() }), 404, /no such card/],
    ['no card', () => overridden({ card: 'x' }), 422, /feedback.0.card/],
    ['an unknown outcome', () => overridden({ outcome: 'ignored' }), 422, /outcome/],
    ['no time', () => overridden({ outcomeTimestamp: undefined }), 422, /outcomeTimestamp/],
    ['the future', () => overridden({ outcomeTimestamp: '2999-01-01T00:00:00Z' }), 422, /future/],
    ['no suggestion', () => ({ ...accepted(''), acceptedSuggestions: undefined }), 422, /Required/],
    [
      'no suggestion in the list',
      () => ({ ...accepted(''), acceptedSuggestions: [] }),
      422,
      /1 items/,
    ],
    [
      'a suggestion of another card',
      () => accepted(crypto.randomUUID()),
      422,
      /Not the suggestion/,
    ],
    [
      'a suggestion overridden',
      () => overridden({ acceptedSuggestions: [{ id: crypto.randomUUID() }] }),
      422,
      /Only for accepted/,
    ],
    [
      'a reason never offered',
      () => overridden({ overrideReason: { reason: { ...card.overrideReasons[0], code: 'x' } } }),
      422,
      /None of the reasons/,
    ],
    [
      'digits in the comment',
      () => overridden({ overrideReason: { userComment: 'born 23.07.1931' } }),
      422,
      /Only words, without digits/,
    ],
  ])('is refused with %s, all of it', async (_name, bad, status, text) => {
    const before = await action()
    const answer = await send(overridden(), bad())
    expect(answer.status, answer.text).toBe(status)
    expect(answer.text.replace('feedback.1', 'feedback.0')).toMatch(text)
    expect(await action()).toEqual(before)
  })

  it('is not for predictions that were no card, nor for cards of another institution', async () => {
    const predicted = await service.call('POST', '/api/v1/predict', {
      body: {
        ...{ patient_id: 'p', age: 50, gender: 'male', conditions: [], medications: [] },
        recent_encounters: 0,
      },
    })
    expect((await send(overridden({ card: predicted.json.prediction_id }))).status).toBe(404)
    const other = await register(service, { name: 'other', institution_id: 'ukhd' })
    const stranger = await other.call(PATH, { feedback: [overridden()] })
    expect(stranger.status).toBe(404)
    const unknown = '/cds-services/static-patient-greeter/feedback'
    expect((await ehr.call(unknown, { feedback: [overridden()] })).status).toBe(404)
  })

  it('is refused unsigned, and with a token of a user', async () => {
    const body = { feedback: [overridden()] }
    expect((await service.call('POST', PATH, { body })).status).toBe(401)
    expect((await service.call('POST', PATH, { body, token: await service.token() })).status).toBe(
      401,
    )
  })
})
