import type { Page } from 'playwright-core'
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
const FREE = { username: 'free', password: PASSWORD }

const patient = (age: number, stays: number) => ({
  patient_id: `P-${age}-${stays}`,
  age,
  gender: 'female',
  conditions: ['diabetes'],
  medications: [],
  recent_encounters: stays,
})

describe.skipIf(!hasBrowser)('the page "Overview"', () => {
  let console: ConsoleUnderTest
  beforeAll(async () => {
    console = await openConsole()
    await console.addUser(WARD.username, 'dkfz')
    await console.addUser(FREE.username, null)
    const patients = [patient(30, 0), patient(40, 0), patient(70, 1), patient(80, 9)]
    await console.service.call('POST', '/api/v1/predict/batch', { body: { patients } })
    const key = 'contract-key-of-ukhd-27182818'
    await console.service.call('POST', '/api/v1/predict', { key, body: patient(50, 0) })
  })
  afterAll(() => console.close())

  it('says what is so now, and what is not known', async () => {
    const { page, errors } = await console.openSignedIn('overview')
    await page.getByText('Version 1', { exact: true }).waitFor()
    await page.getByText('Nothing was trained here yet.').waitFor()
    await page.getByText('Never checked: whether patients have changed is not known.').waitFor()
    await page.getByText('The replica that answered, since it started').waitFor()
    await page.getByText(/99% of requests: (at most|longer)/).waitFor()
    await page.getByText(/^5 in 30 days: \d LOW, \d MEDIUM, \d HIGH/).waitFor()
    await page.getByText('API: answers').waitFor()
    await page.getByText(/MLflow: (answers|does not answer)/).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'overview')
    expect(errors).toEqual([])
  })

  it('counts other periods, and tells the days as a table', async () => {
    const { page } = await console.openSignedIn('overview')
    await page.getByText('7 days', { exact: true }).click()
    await page.getByText(/^5 in 7 days/).waitFor()
    await page.getByText('Figures as a table').click()
    const table = page.getByRole('table', { name: 'All institutions.' })
    expect(await table.getByRole('row').count()).toBe(8)
    expect(await table.getByRole('cell').nth(3).textContent()).toBe('5')
    expect(await accessibilityProblems(page)).toEqual([])
  })

  it('checks drift for an administrator, and shows what was too little to judge', async () => {
    const { page, errors } = await console.openSignedIn('overview')
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText('Not known: there were too few cases to judge.').waitFor()
    await page.getByText('What was found').click()
    await page.getByText('too few to judge').first().waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'overview-drift')
    expect(errors).toEqual([])
  })

  it("shows a user his institution's predictions alone, and nothing to act on", async () => {
    const { page } = await console.openSignedIn('overview', { user: WARD })
    await page.getByRole('img', { name: 'Of dkfz.' }).waitFor()
    await page.getByText(/^4 in 30 days/).waitFor()
    expect(await page.getByRole('button', { name: 'Check now' }).count()).toBe(0)
  })

  it('explains to a user of no institution why there is nothing to count', async () => {
    const { page } = await console.openSignedIn('overview', { user: FREE })
    await page.getByText('You belong to none, so there are none to show you.').waitFor()
    expect(await page.getByRole('main').getByRole('figure').count()).toBe(0)
  })

  it('keeps what it knew when the service is gone, and says so', async () => {
    const { page } = await console.openSignedIn('overview')
    await page.getByText('API: answers').waitFor()
    await page.route('**/api/v1/{overview,services}*', (route) => route.abort())
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByRole('alert').first().getByText('The service cannot be reached.').waitFor()
    await page.getByText(/^5 in 30 days/).waitFor()
    await page.unroute('**/api/v1/{overview,services}*')
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByText('Your session has ended').waitFor()
  })

  it('asks again while somebody looks at it, and never while it is hidden or left alone', async () => {
    const { page } = await console.open()
    await page.clock.install()
    await signIn(page, console.service.url)
    let asked = 0
    page.on('request', (request) => {
      if (request.url().includes('/api/v1/overview')) asked += 1
    })
    await page.getByText('API: answers').waitFor()
    const before = asked
    const again = page.waitForRequest('**/api/v1/overview*')
    await page.clock.fastForward('01:05')
    await again
    expect(asked).toBe(before + 1)
    // Half of the session's idle time without a touch: from then on it asks no more.
    await page.clock.fastForward('20:00:00')
    const idle = asked
    await page.clock.runFor('05:00')
    expect(asked).toBe(idle)
  })

  it('is in German, dark and on a phone as well', async () => {
    const { page, errors } = await console.openSignedIn('overview', {
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await page.getByText('PostgreSQL: antwortet').waitFor()
    await page.getByRole('img', { name: 'Alle Einrichtungen.' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
    await keepPicture(page, 'overview-german-dark-phone')
    expect(errors).toEqual([])
  })
})

async function signIn(page: Page, url: string): Promise<void> {
  const data = { username: 'admin', password: 'correct-horse-battery' }
  const headers = { 'sec-fetch-site': 'same-origin' }
  await page.request.post(`${url}/api/v1/auth/session`, { data, headers })
  await page.goto('/console/overview')
}
