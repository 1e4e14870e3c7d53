import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityProblems } from './accessibility.ts'
import {
  type ConsoleUnderTest,
  hasBrowser,
  keepPicture,
  openConsole,
  PASSWORD,
} from './open-console.ts'

const WARD = { username: 'ward', password: PASSWORD }
const PATIENT = { age: 70, gender: 'male', conditions: [], medications: [], recent_encounters: 3 }

describe.skipIf(!hasBrowser)('the page "Institutions"', () => {
  let console: ConsoleUnderTest
  beforeAll(async () => {
    console = await openConsole()
    await console.addUser(WARD.username, 'dkfz')
    for (const patient_id of ['P-1', 'P-2'])
      await console.service.call('POST', '/api/v1/predict', { body: { patient_id, ...PATIENT } })
    await console.service.call('POST', '/api/v1/data/ingest', {
      body: [{ resourceType: 'Patient', id: 'p1', gender: 'female', birthDate: '1950-03-01' }],
    })
  })
  afterAll(() => console.close())

  it('shows an administrator all of them, with patients, predictions and keys', async () => {
    const { page, errors } = await console.openSignedIn('institutions')
    const cards = page.getByRole('main').getByRole('list').first().locator('> li')
    await cards.nth(2).getByText('Valid keys').waitFor()
    const dkfz = cards.filter({ hasText: 'dkfz ·' })
    await dkfz.getByText(/\d LOW, \d MEDIUM, \d HIGH/).waitFor()
    expect(await dkfz.locator('dd').allInnerTexts()).toEqual([
      '1',
      expect.stringMatching(/^2\n/),
      '1',
    ])
    expect(await dkfz.getByRole('link').allInnerTexts()).toEqual(['Its audit trail', 'Its keys'])
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'institutions')
    await dkfz.getByRole('link', { name: 'Its keys' }).click()
    await page.getByRole('heading', { level: 1, name: 'Administration' }).waitFor()
    expect(errors).toEqual([])
  })

  it("shows a user the numbers of his own institution, and only the others' patients", async () => {
    const { page, errors } = await console.openSignedIn('institutions', { user: WARD })
    const cards = page.getByRole('main').getByRole('list').first().locator('> li')
    const own = cards.filter({ hasText: 'yours' })
    await own.getByText(/\d LOW, \d MEDIUM, \d HIGH/).waitFor()
    expect(await page.getByText("you see your own institution's only").count()).toBe(2)
    expect(await page.getByText('Valid keys').count()).toBe(0)
    await own.getByRole('link', { name: 'Its patients' }).click()
    await page.getByRole('heading', { level: 1, name: 'Patients' }).waitFor()
    expect(errors).toEqual([])
  })

  it('says what could not be asked, and shows the rest', async () => {
    const { page } = await console.openSignedIn('institutions', { user: WARD })
    await page.route('**/api/v1/overview*', (route) => route.abort())
    await page.reload()
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor()
    await page.getByText('not known').waitFor({ timeout: 5000 })
    await page.route('**/api/v1/institutions', (route) => route.abort())
    await page.reload()
    await page.getByRole('alert').nth(1).waitFor({ timeout: 5000 })
    await page.context().clearCookies()
    await page.unroute('**/api/v1/institutions')
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await page.getByText('Your session has ended').waitFor()
  })

  it('is in German, dark and on a phone as well', async () => {
    const { page } = await console.openSignedIn('institutions', {
      user: WARD,
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await page.getByText(/\d LOW, \d MEDIUM, \d HIGH/).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
    await keepPicture(page, 'institutions-german-dark-phone')
  })
})
