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

/** Tests that train and judge on the public table take seconds, and many on a busy machine. */
const SLOW = 120_000

const CLINICIAN = { username: 'clinician', password: PASSWORD }

describe.skipIf(!hasBrowser)('the page "Model"', () => {
  let console: ConsoleUnderTest
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
  const train = async (page: Page, patients: number, after?: string) => {
    await page.getByLabel('At most so many patients').fill(String(patients))
    if (after !== undefined) await page.getByLabel(after).check()
    await button(page, 'Start training').click()
    await page.getByText('Training is running').waitFor()
  }
  const openPatiently = async (
    at: string,
    options?: Parameters<typeof console.openSignedIn>[1],
  ) => {
    const opened = await console.openSignedIn(at, options)
    opened.page.setDefaultTimeout(SLOW)
    return opened
  }
  beforeAll(async () => {
    console = await openConsole()
    await console.addUser(CLINICIAN.username, 'dkfz')
    // Version 2, of 30,000 patients of the public table, on which nothing is decided.
    const { page } = await openPatiently('model/training')
    await train(page, 30_000)
    await page.getByText('The candidate is kept.').waitFor()
    await page.context().close()
  }, SLOW)
  afterAll(() => console.close())

  it('says in words and pictures how good the model in service is', async () => {
    const { page, errors } = await console.openSignedIn('model')
    await page.getByRole('heading', { name: 'Version 1 is in service' }).waitFor()
    await page.getByText('the one who came back first in 63').waitFor()
    await page.getByRole('img', { name: 'How well it ranks (ROC curve)' }).waitFor()
    await page.getByRole('img', { name: 'Groups of patients' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'model')
    await page.getByText('Figures as a table').first().click()
    await page.getByRole('table', { name: 'How well it ranks (ROC curve)' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(errors).toEqual([])
  })

  it('says that there is nothing to compare yet, and how to change that', async () => {
    const { page } = await console.open()
    await page.route('**/api/v1/admin/models', async (route) => {
      const response = await route.fetch()
      const { models } = (await response.json()) as { models: { version: number }[] }
      await route.fulfill({ response, json: { models: models.filter((one) => one.version === 1) } })
    })
    await signIn(page)
    await page.goto('/console/model/compare')
    await page.getByText('There is only one version.').waitFor()
    await keepPicture(page, 'model-compare-one')
    await page.getByRole('link', { name: 'Train a candidate' }).click()
    await page.getByRole('heading', { name: 'Train a candidate' }).waitFor()
    await page.getByText('Our own patients: none are stored yet').waitFor()
    await page.getByLabel('At most so many patients').fill('7')
    await button(page, 'Start training').click()
    await page.getByText('A whole number from 100 to 10,000,000').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'model-training')
  })

  it('compares two versions in words, promotes the one and rolls back to the other', {
    timeout: SLOW,
  }, async () => {
    const { page, errors } = await openPatiently('model/versions')
    const row = (version: number) =>
      page.getByRole('row', { name: new RegExp(`Version ${version}\\b`) })
    await row(2).getByRole('link', { name: 'Compare with version 1' }).click()
    await button(page, 'Compare').click()
    await page.getByText('Neither version is better beyond chance').waitFor()
    await page.getByText('Version 2 may replace version 1').waitFor()
    await page.getByText('Judged on 15,876 held-out stays (from: public table).').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'model-compare')
    await button(page, 'Promote version 2').click()
    const dialog = page.getByRole('dialog', { name: 'Put version 2 into service?' })
    await dialog.waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'model-promote')
    await dialog.getByRole('button', { name: 'Promote version 2' }).click()
    await page.getByText('Version 2 is in service now.').waitFor()
    await page.getByRole('link', { name: 'Versions', exact: true }).click()
    await row(1).getByText('served before').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'model-versions')
    await row(1).getByRole('link', { name: 'Version 1', exact: true }).click()
    await button(page, 'Roll back to version 1').click()
    await page
      .getByRole('dialog', { name: 'Roll back to version 1?' })
      .getByRole('button', { name: 'Roll back to version 1' })
      .click()
    await page.getByText('Version 1 is in service again.').waitFor()
    const { json } = await console.service.call('POST', '/api/v1/predict', PATIENT)
    expect(json.model.version).toBe('1')
    expect(errors).toEqual([])
  })

  it('trains, shows why the gate refuses a worse model, and takes a refusal for good', {
    timeout: SLOW,
  }, async () => {
    const { page, errors } = await openPatiently('model/training')
    await train(page, 2000, 'Put it into service at once if it passes the gate')
    await page.getByRole('progressbar').waitFor()
    await keepPicture(page, 'model-training-running')
    await page.getByText('The gate refused the candidate.').waitFor()
    await page.getByText('It ranks no worse than the model in service not passed').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'model-training-ended')
    const look = page.getByRole('link', { name: /^Look at version/ })
    const version = Number(/\d+/.exec((await look.textContent()) ?? '')?.[0])
    await look.click()
    await button(page, `Promote version ${version}`).click()
    const dialog = page.getByRole('dialog', { name: `Put version ${version} into service?` })
    await dialog.getByRole('button', { name: `Promote version ${version}` }).click()
    await page.getByText(`The gate refused version ${version}.`).waitFor()
    await page.getByText(/AUC 0\.\d+, serving 0\.628, allowed loss 0\.005/).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'model-version-refused')
    await page.getByRole('link', { name: 'Compare with version 1' }).click()
    await button(page, 'Compare').click()
    await page.getByText(`Version ${version} is worse than version 1`).waitFor()
    await page.getByText(`Version ${version} may not replace version 1.`).waitFor()
    await keepPicture(page, 'model-compare-worse')
    await button(page, `Refuse version ${version}`).click()
    const refusal = page.getByRole('dialog', { name: `Refuse version ${version} for good?` })
    await refusal.getByRole('button', { name: `Refuse version ${version}` }).click()
    await refusal.getByText('Give a reason of 3 to 500 characters').waitFor()
    await refusal.getByLabel('Reason').fill('Learned from too few')
    await refusal.getByRole('button', { name: `Refuse version ${version}` }).click()
    await page.getByText(`Version ${version} is refused.`).waitFor()
    await page.getByText('A person has refused this version').waitFor()
    expect(await button(page, `Promote version ${version}`).count()).toBe(0)
    expect(errors).toEqual([])
  })

  it('cancels a training, and keeps nothing of it', { timeout: SLOW }, async () => {
    const { page } = await openPatiently('model/training')
    await train(page, 10_000_000)
    await button(page, 'Cancel the training').click()
    await page.getByText('The training was cancelled. Nothing is kept of it.').waitFor()
  })

  it('shows a user who is no administrator the model, and nothing to act on', async () => {
    const { page, errors } = await console.openSignedIn('model', { user: CLINICIAN })
    await page.getByRole('heading', { name: 'Model card' }).waitFor()
    await page.getByRole('img', { name: 'Compared with simpler ways' }).waitFor()
    expect(await page.getByRole('link', { name: 'Versions' }).count()).toBe(0)
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
    await page.goto('/console/model/training')
    await page.getByRole('heading', { name: 'Model card' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/console/model')
    expect(errors).toEqual([])
  })

  it('keeps a reason that was typed when the service is down', async () => {
    const { page } = await console.openSignedIn('model/versions/2')
    await button(page, 'Refuse version 2').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('Ward 4 was closed')
    await page.route('**/refuse', (route) => route.abort())
    await dialog.getByRole('button', { name: 'Refuse version 2' }).click()
    await dialog.getByRole('alert').getByText('The service cannot be reached.').waitFor()
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Ward 4 was closed')
  })

  it('asks to sign in again when the session ended, and says when nothing is answered', async () => {
    const { page } = await console.openSignedIn('model')
    await page.getByRole('heading', { name: 'Model card' }).waitFor()
    await page.route('**/api/v1/admin/models', (route) => route.abort())
    await page.getByRole('link', { name: 'Versions', exact: true }).click()
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor()
    await page.context().clearCookies()
    await page.getByRole('link', { name: 'Training', exact: true }).click()
    await page.getByText('Your session has ended').waitFor()
  })

  it('is in German, dark and on a phone as well', { timeout: SLOW }, async () => {
    const { page, errors } = await openPatiently('model', {
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await page.getByRole('heading', { name: 'Version 1 ist im Einsatz' }).waitFor()
    await page.getByRole('img', { name: 'Patientengruppen' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await keepPicture(page, 'model-german-dark-phone')
    await page.goto('/console/model/compare?first=2&second=1')
    await button(page, 'Vergleichen').click()
    await page.getByText('Keine der beiden ist über den Zufall hinaus besser').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await isTooWide(page)).toBe(false)
    await keepPicture(page, 'model-compare-german-dark-phone')
    expect(errors).toEqual([])
  })
})

const PATIENT = {
  body: {
    patient_id: 'P-1',
    age: 70,
    gender: 'female',
    conditions: [],
    medications: [],
    recent_encounters: 2,
  },
}

async function signIn(page: Page): Promise<void> {
  const headers = { 'sec-fetch-site': 'same-origin' }
  await page.request.post('/api/v1/auth/session', { data: ADMIN, headers })
}

/** Whether the page must be scrolled sideways. */
const isTooWide = (page: Page): Promise<unknown> =>
  page.evaluate('document.documentElement.scrollWidth > innerWidth')
