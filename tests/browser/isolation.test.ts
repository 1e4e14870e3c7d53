import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN } from '../http/start-service.ts'
import { crawl, visit } from './every-page.ts'
import { type ConsoleUnderTest, hasBrowser, openConsole, PASSWORD } from './open-console.ts'

const PATIENT_ID = 'P-of-dkfz'
const ADMITTED_ON = '1999-03-02'
const NOTE = 'walks with a crutch'
const RECORDS = [
  { resourceType: 'Patient', id: PATIENT_ID, gender: 'female', birthDate: '1950-03-01' },
  {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    subject: { reference: `Patient/${PATIENT_ID}` },
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    period: { start: `${ADMITTED_ON}T09:00:00+01:00`, end: '1999-03-08T11:00:00+01:00' },
  },
]

/** Who looks, and whether he may see the audit rows of every institution. */
interface Stranger {
  username: string
  password: string
  seesAllRows: boolean
}

const STRANGERS: readonly Stranger[] = [
  { username: 'user-ukhd', password: PASSWORD, seesAllRows: false },
  { username: 'user-free', password: PASSWORD, seesAllRows: false },
  { username: 'admin-ukhd', password: PASSWORD, seesAllRows: true },
  { ...ADMIN, seesAllRows: true },
]

describe.skipIf(!hasBrowser)("another institution's things", () => {
  let console: ConsoleUnderTest
  let prediction: string
  let pseudonym: string
  let addresses: string[]
  /** What the owner's browser was told while he looked at everything. */
  let told: string

  beforeAll(async () => {
    console = await openConsole()
    const { service } = console
    await console.addUser('user-dkfz', 'dkfz')
    await console.addUser('user-ukhd', 'ukhd')
    await console.addUser('user-free', null)
    await console.addUser('admin-ukhd', 'ukhd', 'admin')
    await service.call('POST', '/api/v1/data/ingest', { body: RECORDS })
    const asked = { body: { patient_id: PATIENT_ID } }
    pseudonym = (await service.call('POST', '/api/v1/pseudonyms', asked)).json.pseudonym
    const made = await service.call('POST', `/api/v1/patients/${pseudonym}/predict`)
    prediction = made.json.prediction_id
    await service.call('POST', `/api/v1/predictions/${prediction}/decision`, {
      token: await service.token({ username: 'user-dkfz', password: PASSWORD }),
      body: { action: 'accepted', note: NOTE },
    })
    const user = { username: 'user-dkfz', password: PASSWORD }
    const { page } = await console.openSignedIn('overview', { user })
    const answers = answersOf(page)
    addresses = await crawl(page, [
      `/console/patients/${pseudonym}`,
      `/console/audit?prediction=${prediction}`,
      `/console/audit?pseudonym=${pseudonym}`,
      '/console/audit?institution=dkfz&kind=human-decision',
    ])
    told = answers().join('\n')
  }, 120_000)
  afterAll(() => console.close())

  /** Collects what the service answers to a page. */
  function answersOf(page: Page): () => string[] {
    const answers: string[] = []
    page.on('response', async (response) => {
      if (!new URL(response.url()).pathname.startsWith('/api/')) return
      answers.push(await response.text().catch(() => ''))
    })
    return () => answers
  }

  it('are seen by their own people, who have every address that is tried', () => {
    expect(addresses.length).toBeGreaterThan(10)
    for (const secret of [prediction, pseudonym, NOTE]) expect(told).toContain(secret)
  })

  it.each(STRANGERS)(
    'are shown to $username on no page and by no address',
    async (stranger) => {
      const { page, errors } = await console.openSignedIn('overview', { user: stranger })
      const answers = answersOf(page)
      const wrong: string[] = []
      for (const address of addresses) {
        answers().length = 0
        await visit(page, address)
        const seen = `${await page.evaluate('document.body.innerText')}\n${answers().join('\n')}`
        const isTrail = address.startsWith('/console/audit')
        const secrets = [
          ADMITTED_ON,
          ...(stranger.seesAllRows && isTrail ? [] : [NOTE, prediction, pseudonym]),
        ]
        // What somebody brings in the address himself, he knows.
        for (const secret of secrets)
          if (seen.includes(secret) && !address.includes(secret))
            wrong.push(`${address} tells ${secret}`)
      }
      expect(wrong).toEqual([])
      expect(errors).toEqual([])
    },
    120_000,
  )

  it.each([
    { username: 'user-ukhd', institution: 'ukhd' },
    { username: 'user-free', institution: null },
  ])('have no pages of administrators for $username', async ({ username }) => {
    const user = { username, password: PASSWORD }
    const { page } = await console.openSignedIn('overview', { user })
    const answers = answersOf(page)
    for (const name of [
      'administration',
      'administration/users',
      'administration/keys',
      'platform',
    ]) {
      await visit(page, `/console/${name}`)
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    }
    expect(answers().join()).not.toContain('user-dkfz')
  })

  it('are not to be had by a session in requests of its own', async () => {
    const user = { username: 'user-ukhd', password: PASSWORD }
    const { page } = await console.openSignedIn('overview', { user })
    const asked = [
      `/api/v1/patients/${pseudonym}`,
      `/api/v1/audit/${prediction}`,
      '/api/v1/audit?institution_id=dkfz',
      '/api/v1/audit/export?institution_id=dkfz',
      '/api/v1/admin/users',
      '/api/v1/admin/keys',
      '/api/v1/admin/clients',
      '/api/v1/platform',
      '/api/v1/platform/plan',
    ]
    const statuses = await page.evaluate(
      `Promise.all(${JSON.stringify(asked)}.map(async (path) => (await fetch(path)).status))`,
    )
    expect(statuses).toEqual([404, 404, 403, 403, 403, 403, 403, 403, 403])
  })
})
