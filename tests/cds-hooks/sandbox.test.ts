import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSigner, type KeyServer, type Signer, startKeyServer } from '../auth/signer.ts'
import { startTestService, type TestService } from '../http/start-service.ts'
import { dataFile } from '../shared-data.ts'
import { createFhirStore, type FhirStore, type Resource, syntheaResources } from './fhir-store.ts'
import { prefetchFor } from './requests.ts'

const folder = dataFile('fhir')

/**
 * A CDS client as the sandbox of CDS Hooks is one (github.com/cds-hooks/sandbox): it knows nothing of
 * the services but their address, discovers them, prefetches, signs with ES384 and a `jku`.
 */
describe.skipIf(!folder)('an EHR with the patients of Synthea', () => {
  let service: TestService
  let keys: KeyServer
  let signer: Signer
  let store: FhirStore
  let services: Resource[]
  beforeAll(async () => {
    service = await startTestService()
    store = createFhirStore(syntheaResources(folder ?? ''))
    signer = await createSigner('https://sandbox.cds-hooks.org')
    keys = await startKeyServer(signer.jwks)
    const registered = await service.call('POST', '/api/v1/admin/clients', {
      token: await service.token(),
      body: {
        ...{ name: 'sandbox', issuer: signer.issuer, jwks_url: keys.url },
        ...{ institution_id: 'dkfz', uses: ['cds-hooks'] },
      },
    })
    expect(registered.status, registered.text).toBe(201)
    services = ((await (await fetch(`${service.url}/cds-services`)).json()) as Resource).services
  })
  afterAll(async () => {
    await service.close()
    await keys.close()
  })

  const post = async (path: string, body: unknown): Promise<Resource> => {
    const url = `${service.url}${path}`
    const token = await signer.sign(url, { header: { jku: keys.url }, claims: { sub: undefined } })
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    const text = await answer.text()
    expect(answer.status, text).toBe(200)
    return JSON.parse(text)
  }

  const trigger = (hook: string, context: Record<string, string>): Promise<Resource> => {
    const { id, prefetch } = services.find((one) => one.hook === hook)
    return post(`/cds-services/${id}`, {
      ...{ hook, hookInstance: randomUUID(), fhirServer: 'https://ehr.test/fhir', context },
      prefetch: prefetchFor(prefetch, context, store),
    })
  }

  /** The patients' last inpatient encounters, one each. */
  const lastStays = (): Resource[] => {
    const last = new Map<string, Resource>()
    for (const one of store.resources) {
      if (one.resourceType !== 'Encounter' || one.class.code !== 'IMP') continue
      const known = last.get(one.subject.reference)
      if (known === undefined || known.period.start < one.period.start)
        last.set(one.subject.reference, one)
    }
    return [...last.values()]
  }

  const dischargeOf = (encounter: Resource): Promise<Resource> => {
    const patientId = encounter.subject.reference.slice('Patient/'.length)
    const context = { userId: 'Practitioner/1', patientId, encounterId: encounter.id }
    return trigger('encounter-discharge', context)
  }

  it('gets a card at the discharge of each patient, but of those who died', async () => {
    const summaries: string[] = []
    for (const encounter of lastStays()) {
      const { cards } = await dischargeOf(encounter)
      for (const { uuid, summary, detail } of cards) {
        expect(uuid, detail).toBeDefined()
        summaries.push(summary)
        expect(detail).not.toMatch(/Patient\/|[\da-f]{8}-[\da-f]{4}/)
      }
    }
    expect(summaries.length).toBeGreaterThan(lastStays().length - 3)
    for (const summary of summaries) expect(summary).toMatch(/^(LOW|MEDIUM|HIGH) risk/)
    // All calls by one registration: its keys were fetched once.
    expect(keys.asked).toBe(1)
  })

  it('gets silence when a chart is opened of somebody who is at home', async () => {
    const patients = store.resources.filter((one) => one.resourceType === 'Patient')
    for (const { id } of patients.slice(0, 4)) {
      const context = { userId: 'Practitioner/1', patientId: id }
      expect(await trigger('patient-view', context)).toEqual({ cards: [] })
    }
  })

  it('sends feedback, and finds it in the audit trail', async () => {
    const [encounter] = lastStays()
    const patientId = encounter.subject.reference.slice('Patient/'.length)
    const { cards } = await dischargeOf(encounter)
    const [{ uuid, overrideReasons }] = cards
    const { display: _display, ...reason } = overrideReasons[2]
    const feedback = [
      {
        ...{ card: uuid, outcome: 'overridden', outcomeTimestamp: '2026-03-01T10:05:31Z' },
        overrideReason: { reason },
      },
    ]
    await post('/cds-services/readmission-at-discharge/feedback', { feedback })
    const row = await service.call('GET', `/api/v1/audit/${uuid}`)
    expect(row.json).toMatchObject({
      kind: 'prediction',
      actor: 'client:sandbox',
      human_action: { action: 'overridden', reason_code: 'follow-up-arranged' },
    })
    const { pseudonym } = (
      await service.call('POST', '/api/v1/pseudonyms', { body: { patient_id: patientId } })
    ).json
    expect(row.json.subject_pseudonym).toBe(pseudonym)
    const whole = await service.call('POST', '/api/v1/admin/audit/verify', {
      token: await service.token(),
    })
    expect(whole.text).not.toContain('edited')
    expect(whole.status).toBe(200)
  })
})
