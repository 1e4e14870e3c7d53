import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEYS } from '../http/start-service.ts'
import { accessibilityProblems } from './accessibility.ts'
import {
  type ConsoleUnderTest,
  hasBrowser,
  keepPicture,
  openConsole,
  PASSWORD,
} from './open-console.ts'

const DKFZ = { username: 'ward-dkfz', password: PASSWORD }
const UKHD = { username: 'ward-ukhd', password: PASSWORD }
const EMBL = { username: 'ward-embl', password: PASSWORD }

const stay = (id: string, patient: string, start: string, end: string) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: `Patient/${patient}` },
  period: { start, end },
})
const patient = (id: string) => ({
  resourceType: 'Patient',
  id,
  gender: 'female',
  birthDate: '1950-06-15',
})
const RECORDS = [
  patient('pat-1'),
  stay('e-1', 'pat-1', '2024-02-01T08:00:00+01:00', '2024-02-05T10:00:00+01:00'),
  stay('e-2', 'pat-1', '2024-06-10T08:00:00+02:00', '2024-06-12T10:00:00+02:00'),
  stay('e-3', 'pat-1', '2024-09-01T08:00:00+02:00', '2024-09-08T10:00:00+02:00'),
  patient('pat-2'),
]

describe.skipIf(!hasBrowser)('stored patients in the console', () => {
  let console: ConsoleUnderTest
  let pseudonym: string
  beforeAll(async () => {
    console = await openConsole()
    await console.addUser(DKFZ.username, 'dkfz')
    await console.addUser(UKHD.username, 'ukhd')
    await console.addUser(EMBL.username, 'embl')
    const many = Array.from({ length: 60 }, (_, i) => patient(`ukhd-${i}`))
    const { call } = console.service
    await call('POST', '/api/v1/data/ingest', { body: RECORDS })
    await call('POST', '/api/v1/data/ingest', { body: many, key: KEYS.ukhd })
    const { json } = await call('POST', '/api/v1/pseudonyms', { body: { patient_id: 'pat-1' } })
    pseudonym = json.pseudonym
  })
  afterAll(() => console.close())

  const find = async (page: Page, id: string) => {
    await page.getByLabel('Find a patient by your id').fill(id)
    await page.getByRole('button', { name: 'Find' }).click()
  }

  it('are found by an id that stands in no address, predicted, and decided on', async () => {
    const { page, errors } = await console.openSignedIn('patients', { user: DKFZ })
    const addresses: string[] = []
    page.on('request', (request) => addresses.push(request.url()))
    await page.getByRole('table').waitFor()
    expect(await page.getByRole('row').count()).toBe(3)
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'patients-list')
    await find(page, 'pat-1')
    await page.getByRole('heading', { level: 1, name: 'Patient' }).waitFor()
    await page.getByRole('heading', { name: 'What the model would see' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/console/patients/${pseudonym}`)
    const stays = page.getByRole('region', { name: 'Inpatient stays' })
    expect((await stays.getByRole('row').nth(1).allTextContents())[0]).toBe(
      '1 Sept 20248 Sept 20247 daysunplanned',
    )
    await keepPicture(page, 'patient')
    await page.getByRole('button', { name: 'Predict now' }).click()
    const result = page.getByRole('article', { name: /Prediction/ })
    await result.getByText('2 inpatient stays in the past year').waitFor()
    await result.getByText('1 Sept 2024 – 8 Sept 2024').waitFor()
    await result.getByRole('button', { name: 'Accept the level' }).click()
    const list = page.getByRole('region', { name: 'Predictions', exact: true })
    await list.getByText('accepted').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'patient-predicted')
    expect(addresses.filter((one) => one.includes('pat-1'))).toEqual([])
    expect(errors).toEqual([])
  })

  it('are followed up: an outcome is entered, shown once more, and recorded', async () => {
    await console.service.call('POST', '/api/v1/predict', {
      body: {
        patient_id: 'pat-3',
        age: 75,
        gender: 'male',
        conditions: [],
        medications: [],
        recent_encounters: 0,
      },
    })
    const { page, errors } = await console.openSignedIn('patients', { user: DKFZ })
    await find(page, 'pat-3')
    await page.getByRole('link', { name: 'Look for predictions of it' }).click()
    await page.getByText('No records are stored of this patient').waitFor()
    const list = page.getByRole('region', { name: 'Predictions', exact: true })
    await list.getByRole('button', { name: /Enter the outcome/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Continue' }).click()
    expect(await dialog.getByText('Required', { exact: true }).count()).toBe(2)
    const today = new Date().toISOString().slice(0, 10)
    await dialog.getByRole('radio', { name: 'No', exact: true }).check()
    await dialog.getByLabel('A day on which the 30 days were over').fill(today)
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await dialog.getByText(/Not before .*: the 30 days must be over/).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'patient-outcome')
    await dialog.getByRole('radio', { name: 'Yes, readmitted' }).check()
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await dialog.getByText(/Please check: readmitted on/).waitFor()
    await keepPicture(page, 'patient-outcome-check')
    await dialog.getByRole('button', { name: 'Record the outcome' }).click()
    await page.getByText('The outcome is recorded.').waitFor()
    await list.getByText(/^readmitted, /).waitFor()
    await list.getByRole('button', { name: /Decide on the prediction/ }).click()
    await dialog.getByRole('button', { name: 'Accept the level' }).click()
    await dialog.getByText('Accepted', { exact: true }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Close' }).click()
    await list.getByText('accepted').waitFor()
    expect(errors).toEqual([])
  })

  it('are not shown to another institution, by address either', async () => {
    const { page } = await console.openSignedIn(`patients/${pseudonym}`, { user: UKHD })
    await page.getByRole('heading', { name: 'There is no such patient' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    const { page: other } = await console.openSignedIn('patients/no-pseudonym', { user: UKHD })
    await other.getByRole('heading', { name: 'There is no such patient' }).waitFor()
    await other.goto('/console/patients')
    await find(other, 'pat-1')
    await other.getByRole('alert').getByText('No records are stored under this id.').waitFor()
  })

  it('are no page for who belongs to no institution', async () => {
    const { page } = await console.openSignedIn(`patients/${pseudonym}`)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  })

  it('are listed a page at a time', async () => {
    const { page } = await console.openSignedIn('patients', { user: UKHD })
    const rows = page.getByRole('row')
    const shown = (count: number) =>
      expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(1 + count)
    await shown(50)
    await page.getByRole('button', { name: 'Next' }).click()
    await shown(10)
    await page.getByRole('button', { name: 'To the start' }).click()
    await shown(50)
  })

  it('say how they come when there are none, and what lacks for a prediction', async () => {
    const { page } = await console.openSignedIn('patients', { user: EMBL })
    await page.getByText('No patients are stored yet').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.getByRole('link', { name: 'Store records from a file' }).click()
    await page.getByRole('heading', { name: 'Predict for a file of patients' }).waitFor()
    const { page: other } = await console.openSignedIn('patients', { user: DKFZ })
    await find(other, 'pat-2')
    await other.getByText('Patient: no inpatient stay is stored').waitFor()
  })

  it('keep what was typed while the service is down, and can be asked for again', async () => {
    const { page } = await console.openSignedIn('overview', { user: DKFZ })
    await page.route('**/api/v1/patients*', (route) => route.abort())
    await page.getByRole('link', { name: 'Patients' }).click()
    await page.getByRole('alert').getByText('The service cannot be reached').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.unroute('**/api/v1/patients*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('table').waitFor()
    await page.route('**/api/v1/pseudonyms', (route) => route.abort())
    await find(page, 'pat-1')
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('Find a patient by your id').inputValue()).toBe('pat-1')
  })

  it('are in German, in the dark, and on a phone', async () => {
    const { page, errors } = await console.openSignedIn(`patients/${pseudonym}`, {
      user: DKFZ,
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await page.getByRole('heading', { name: 'Stationäre Aufenthalte' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await keepPicture(page, 'patient-german-dark-phone')
    await page.getByRole('link', { name: 'Alle Patienten' }).click()
    await page.getByRole('heading', { level: 1, name: 'Patienten' }).waitFor()
    await page.getByRole('table').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    expect(errors).toEqual([])
  })
})
