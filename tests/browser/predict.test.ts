import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN } from '../http/start-service.ts'
import { accessibilityProblems } from './accessibility.ts'
import {
  type ConsoleUnderTest,
  hasBrowser,
  keepPicture,
  openConsole,
  PASSWORD,
} from './open-console.ts'

const WARD = { username: 'ward3', password: PASSWORD }

describe.skipIf(!hasBrowser)('predicting for one patient', () => {
  let console: ConsoleUnderTest
  beforeAll(async () => {
    console = await openConsole()
    await console.addUser('ward3', 'dkfz')
  })
  afterAll(() => console.close())

  const fill = async (page: Page) => {
    await page.getByLabel('Patient id').fill('P-4711')
    await page.getByRole('textbox', { name: 'Age' }).fill('75')
    await page.getByRole('textbox', { name: 'Earlier stays' }).fill('3')
    await page.getByRole('radio', { name: 'unknown' }).check()
    await page.getByRole('textbox', { name: 'Diagnoses' }).fill('8')
    await page.getByRole('textbox', { name: 'Medications' }).fill('16')
  }
  const ask = (page: Page) => page.getByRole('button', { name: 'Predict', exact: true }).click()
  /** How many sheets of paper the page takes. */
  const sheets = async (page: Page): Promise<number | undefined> => {
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
  }
  const result = (page: Page) => page.getByRole('article', { name: /Prediction/ })

  it('shows the probability, why, how sure, what is not known, and takes the override', async () => {
    const { page, errors } = await console.openSignedIn('predict', { user: WARD })
    await fill(page)
    await keepPicture(page, 'predict-form')
    await ask(page)
    await result(page).getByText('laboratory values').waitFor()
    const text = await result(page).textContent()
    expect(text).toMatch(
      /3 inpatient stays in the past year raise the probability by \d\.\d points/,
    )
    expect(text).toMatch(/About \d+ of 100 such patients come back/)
    expect(text).toContain('Not given: Gender')
    expect(text).toContain('laboratory values')
    expect(text).toContain('It was not derived from this patient')
    expect(text).toContain('never the sole basis of a decision')
    const focused = await page.evaluate('document.activeElement.id')
    expect(focused).toBe('result')
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'predict-result')

    await page.getByRole('button', { name: 'Override it…' }).click()
    await page.getByRole('button', { name: 'Record the override' }).click()
    expect(await page.getByText('Choose one').count()).toBe(2)
    expect(await page.evaluate('document.activeElement.dataset.path')).toBe('reason')
    await page.getByRole('radio', { name: 'Medium' }).check()
    await page.getByLabel('Reason').selectOption('social-situation')
    await page.getByLabel('Note (optional)').fill('Room 12')
    await page.getByRole('button', { name: 'Record the override' }).click()
    await page.getByText('digits and @ are not allowed').waitFor()
    await page.getByLabel('Note (optional)').fill('Lives with a daughter')
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'predict-override')
    await page.getByRole('button', { name: 'Record the override' }).click()
    await page.getByText('Overridden: Medium').waitFor()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Your decision')
    await page.getByText('Reason: Social situation').waitFor()
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByRole('button', { name: 'Accept the level' }).click()
    await page.getByText('Accepted', { exact: true }).waitFor()

    const link = page.getByRole('link', { name: 'Its row in the audit trail' })
    const id = new URL((await link.getAttribute('href')) ?? '', page.url()).searchParams.get(
      'prediction',
    )
    const row = await console.service.call('GET', `/api/v1/audit/${id}`)
    expect(row.json).toMatchObject({ kind: 'prediction', human_action: { action: 'accepted' } })
    await link.click()
    await page.getByRole('heading', { level: 1, name: 'Audit trail' }).waitFor()
    await page
      .getByRole('dialog')
      .getByText(id ?? '')
      .first()
      .waitFor()
    expect(errors).toEqual([])
  })

  it('sends numbers alone: the names of a list stay in the page', async () => {
    const { page } = await console.openSignedIn('predict', { user: WARD })
    await fill(page)
    await page.getByRole('button', { name: 'Count from a list' }).first().click()
    await page.getByLabel('Diagnoses, as a list').fill('diabetes, CHF\nCOPD')
    expect(await page.getByRole('textbox', { name: 'Diagnoses', exact: true }).inputValue()).toBe(
      '3',
    )
    const sent = page.waitForRequest('**/api/v1/predict')
    await ask(page)
    const body = (await sent).postData() ?? ''
    expect(body).not.toContain('diabetes')
    expect(JSON.parse(body)).toMatchObject({ conditions: ['', '', ''], patient_id: 'P-4711' })
    await result(page).waitFor()
    expect(page.url()).not.toContain('4711')
  })

  it('says what is wrong beside each field before anything is sent', async () => {
    const { page } = await console.openSignedIn('predict', { user: WARD })
    let sent = 0
    await page.route('**/api/v1/predict', (route) => {
      sent++
      return route.continue()
    })
    await page.getByRole('textbox', { name: 'Age' }).fill('130')
    await page.getByRole('textbox', { name: 'Earlier stays' }).fill('1.5')
    await ask(page)
    await page.getByText('A whole number from 0 to 120').waitFor()
    await page.getByText('A whole number from 0 to 365').waitFor()
    expect(await page.getByText('Required', { exact: true }).count()).toBe(3)
    expect(sent).toBe(0)
    expect(await page.evaluate('document.activeElement.dataset.path')).toBe('patientId')
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'predict-invalid')
  })

  it("puts the service's own refusal beside its field", async () => {
    const { page } = await console.openSignedIn('predict', { user: WARD })
    await fill(page)
    await page.route('**/api/v1/predict', (route) =>
      route.fulfill({
        status: 422,
        contentType: 'application/problem+json',
        json: {
          title: 'Unprocessable Content',
          errors: [{ path: 'age', message: 'Input should be less than or equal to 70' }],
          request_id: 'req-1',
        },
      }),
    )
    await ask(page)
    await page.getByText('Input should be less than or equal to 70').waitFor()
    expect(await page.getByRole('textbox', { name: 'Age' }).getAttribute('aria-invalid')).toBe(
      'true',
    )
  })

  it('keeps what was typed while the service is down and while the session has ended', async () => {
    const { page } = await console.openSignedIn('predict', { user: WARD })
    await fill(page)
    await page.route('**/api/v1/predict', (route) => route.abort())
    await ask(page)
    await page.getByRole('alert').getByText('The service cannot be reached').waitFor()
    await page.unroute('**/api/v1/predict')
    await page.context().clearCookies()
    await ask(page)
    await page.getByText('Your session has ended').waitFor()
    await page.getByLabel('User name').fill(WARD.username)
    await page.getByRole('textbox', { name: 'Password' }).fill(WARD.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    expect(await page.getByLabel('Patient id').inputValue()).toBe('P-4711')
    await ask(page)
    await result(page).waitFor()
    expect(
      await page.evaluate('Object.keys(localStorage).concat(Object.keys(sessionStorage))'),
    ).toEqual(['dataspace-language'])
  })

  it('shows nothing of what was typed to the next person at the same page', async () => {
    const { page } = await console.openSignedIn('predict', { user: WARD })
    await fill(page)
    await page.context().clearCookies()
    await ask(page)
    await page.getByLabel('User name').fill(ADMIN.username)
    await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    expect(await page.getByLabel('Patient id').inputValue()).toBe('')
    await page.getByText('You belong to no institution').waitFor()
  })

  it('prints one page in light colours, without navigation and form', async () => {
    const { page } = await console.openSignedIn('predict', { user: WARD, colorScheme: 'dark' })
    await page.getByRole('button', { name: 'Elderly, high risk' }).click()
    await ask(page)
    await result(page).waitFor()
    await page.getByRole('button', { name: 'Accept the level' }).click()
    await page.getByText('Accepted', { exact: true }).waitFor()
    await page.setViewportSize({ width: 794, height: 1123 })
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').count()).toBe(0)
    expect(await page.getByRole('textbox').count()).toBe(0)
    await page.waitForSelector('[data-mantine-color-scheme=light]')
    await keepPicture(page, 'predict-print')
    expect(await sheets(page)).toBe(1)
    await page.emulateMedia({ media: 'screen' })
    await page.waitForSelector('[data-mantine-color-scheme=dark]')
    await page.getByLabel('Language').selectOption('de')
    await page.getByRole('heading', { name: 'Was das Modell nicht weiß' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.waitForSelector('[data-mantine-color-scheme=light]')
    expect(await sheets(page)).toBe(1)
  })

  it('is in German, in the dark, and on a phone', async () => {
    const { page, errors } = await console.openSignedIn('predict', {
      user: WARD,
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await page.getByRole('button', { name: 'Mittleres Risiko' }).click()
    await page.getByRole('button', { name: 'Vorhersagen', exact: true }).click()
    await page.getByRole('article', { name: /Vorhersage/ }).waitFor()
    await page.getByText(/Ein stationärer Aufenthalt im letzten Jahr (erhöht|senkt)/).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await keepPicture(page, 'predict-german-dark-phone')
    expect(errors).toEqual([])
  })
})
