import { readFileSync } from 'node:fs'
import { Client } from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../postgres/server.ts'
import { accessibilityProblems } from './accessibility.ts'
import {
  type ConsoleUnderTest,
  hasBrowser,
  keepPicture,
  openConsole,
  PASSWORD,
} from './open-console.ts'

const NURSE = { username: 'nurse', password: PASSWORD }
const PATIENT = {
  patient_id: 'MRN-4711',
  age: 75,
  gender: 'female',
  conditions: ['a', 'b'],
  medications: ['c'],
  recent_encounters: 2,
}

describe.skipIf(!hasBrowser)('the audit trail', () => {
  let console: ConsoleUnderTest
  let database: Client
  let prediction: string
  beforeAll(async () => {
    // A server of its own: one test edits a row behind the service's back.
    const DATABASE_URL = await createDatabase(inject('postgresUrl'))
    console = await openConsole({ DATABASE_URL, JWT_SECRET: 'a-token-key-of-the-tests-0123456789' })
    database = new Client(DATABASE_URL)
    await database.connect()
    await console.addUser('nurse', 'dkfz')
    await console.addUser('guest', null)
    const { service } = console
    const made = await service.call('POST', '/api/v1/predict', { body: PATIENT })
    prediction = made.json.prediction_id
    await service.call('POST', `/api/v1/predictions/${prediction}/decision`, {
      token: await service.token(NURSE),
      body: {
        action: 'overridden',
        reason_code: 'social-situation',
        level: 'HIGH',
        note: 'lives alone',
      },
    })
  })
  afterAll(async () => {
    await database.end()
    await console.close()
  })

  const rowsOf = (page: Page) => page.getByRole('region', { name: /Rows of the audit trail/ })

  it("opens a prediction's row at its address, with what a person decided", async () => {
    const { page, errors } = await console.openSignedIn(`audit?prediction=${prediction}`, {
      user: NURSE,
    })
    const row = page.getByRole('dialog')
    await row.getByText(/^Predicted (low|medium|high) risk, with model version 1$/).waitFor()
    await row.getByText(/Overrode a prediction: high risk. Reason: social situation/).waitFor()
    await row.getByText('lives alone').waitFor()
    await row.getByText(prediction).waitFor()
    expect(await row.textContent()).not.toContain(PATIENT.patient_id)
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'audit-row')
    await row.getByRole('link', { name: 'Rows of this patient' }).click()
    await page.waitForURL(/pseudonym=/)
    await rowsOf(page).getByText('Overrode a prediction').waitFor()
    expect(errors).toEqual([])
  })

  it('finds rows by event, day and person, a page at a time', async () => {
    const { page, errors } = await console.openSignedIn('audit')
    await rowsOf(page).getByText('Signed in').first().waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'audit')
    await page.getByLabel('Event').selectOption('user-created')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForURL(/kind=user-created/)
    await page.getByText('2 rows shown · That is all.').waitFor()
    await page.getByLabel('From', { exact: true }).fill('2030-02-01')
    await page.getByLabel('To, inclusive').fill('2030-01-01')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText('Must not be before the first day').waitFor()
    await page.getByLabel('To, inclusive').fill('2030-03-01')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText('No row matches this search.').waitFor()
    await page.goBack()
    await page.getByText('2 rows shown').waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await rowsOf(page).getByText('Signed in').first().waitFor()
    expect(errors).toEqual([])
  })

  it('shows further pages where there are', async () => {
    const { service } = console
    const body = { patients: Array.from({ length: 60 }, () => PATIENT) }
    await service.call('POST', '/api/v1/predict/batch', { body })
    const { page } = await console.openSignedIn('audit?kind=prediction', { user: NURSE })
    await page.getByText('50 rows shown').waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('61 rows shown · That is all.').waitFor()
  })

  it("searches by a patient's id without it getting into the address or the trail", async () => {
    const { page } = await console.openSignedIn('audit', { user: NURSE })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.getByLabel('Patient', { exact: true }).fill(PATIENT.patient_id)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForURL(/pseudonym=/)
    await rowsOf(page).getByText('Predicted').first().waitFor()
    expect(asked.join(' ')).not.toContain(PATIENT.patient_id)
    expect(page.url()).not.toContain(PATIENT.patient_id)
  })

  it('keeps what was typed when the service does not answer, and goes on when it does', async () => {
    const { page } = await console.openSignedIn('audit', { user: NURSE })
    await rowsOf(page).waitFor()
    await page.route('**/api/v1/pseudonyms', (route) => route.abort())
    await page.getByLabel('Patient', { exact: true }).fill('MRN-9')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('alert').getByText('The service cannot be reached').waitFor()
    expect(await page.getByLabel('Patient', { exact: true }).inputValue()).toBe('MRN-9')
    await page.unroute('**/api/v1/pseudonyms')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText('No row matches this search.').waitFor()
    await page.route('**/api/v1/audit?*', (route) => route.abort())
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByRole('alert').getByText('The service cannot be reached').waitFor()
    await keepPicture(page, 'audit-down')
    await page.unroute('**/api/v1/audit?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await rowsOf(page).getByText('Predicted').first().waitFor()
  })

  it('exports the rows of the search as a file of lines', async () => {
    const { page, errors } = await console.openSignedIn('audit?kind=human-decision', {
      user: NURSE,
    })
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export these rows' }).click()
    const file = await (await download).path()
    await page.getByText('1 row was exported.').waitFor()
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ kind: 'human-decision' })
    expect(errors).toEqual([])
  })

  it('leads to the sign-in when the session has ended', async () => {
    const { page } = await console.openSignedIn('audit', { user: NURSE })
    await rowsOf(page).waitFor()
    await page.context().clearCookies()
    await page.getByLabel('Event').selectOption('login')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText('Your session has ended').waitFor()
  })

  it('tells who belongs to no institution why there is nothing, and checks no chain for him', async () => {
    const user = { username: 'guest', password: PASSWORD }
    const { page } = await console.openSignedIn('audit', { user })
    await page.getByText('There is nothing you may read here').waitFor()
    expect(await page.getByRole('button', { name: 'Verify the chain' }).count()).toBe(0)
  })

  it('is readable in German, in the dark, on a phone', async () => {
    const { page, errors } = await console.openSignedIn('audit', {
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await page.getByRole('heading', { level: 1, name: 'Prüfpfad' }).waitFor()
    await page
      .getByText(/Risiko (niedrig|mittel|hoch) vorhergesagt/)
      .first()
      .waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await keepPicture(page, 'audit-phone-german-dark')
    await page
      .getByRole('button', { name: /^Einzelheiten der Zeile/ })
      .first()
      .click()
    await page.getByRole('dialog').getByText('Hash dieser Zeile').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'audit-row-phone-german-dark')
    expect(errors).toEqual([])
  })

  describe('verified', () => {
    it('says how many rows were checked and gives the head to keep', async () => {
      const { page, errors } = await console.openSignedIn('audit')
      await page.getByRole('button', { name: 'Verify the chain' }).click()
      await page.getByText('The trail is whole').waitFor()
      await page.getByText(/^\d+ rows were checked; all are as they were written\.$/).waitFor()
      await page.getByText(/^\d+:[0-9a-f]{64}$/).waitFor()
      expect(await accessibilityProblems(page)).toEqual([])
      expect(errors).toEqual([])
    })

    it('says what it waits for, and what did not work', async () => {
      const { page } = await console.openSignedIn('audit')
      let refuse: () => void = () => undefined
      const asked = new Promise<void>((resolve) => {
        void page.route('**/admin/audit/verify', async (route) => {
          resolve()
          await new Promise<void>((fail) => {
            refuse = fail
          })
          await route.abort()
        })
      })
      await page.getByRole('button', { name: 'Verify the chain' }).click()
      await asked
      await page.getByText('Reading every row.').waitFor()
      refuse()
      await page.getByRole('alert').getByText('The service cannot be reached').waitFor()
    })

    it('names the row that somebody edited in the database', async () => {
      await database.query(`update audit_rows set actor = 'user:99' where seq = 2`)
      const { page } = await console.openSignedIn('audit')
      await page.getByRole('button', { name: 'Verify the chain' }).click()
      await page.getByText('The trail is not whole').waitFor()
      await page.getByText('Not what was written, or written with another key').waitFor()
      expect(await accessibilityProblems(page)).toEqual([])
      await keepPicture(page, 'audit-broken')
    })
  })
})
