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

const PATIENT = {
  patient_id: 'P-1',
  age: 60,
  gender: 'female',
  conditions: [],
  medications: [],
  recent_encounters: 0,
}

describe.skipIf(!hasBrowser)('administration', () => {
  let console: ConsoleUnderTest
  beforeAll(async () => {
    console = await openConsole()
    for (const name of ['ward3', 'ward4', 'ward5']) await console.addUser(name, 'dkfz')
  })
  afterAll(() => console.close())

  const dialog = (page: Page) => page.getByRole('dialog')
  const rowOf = (page: Page, name: string) =>
    page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) })
  const signsIn = async (username: string, password: string) => {
    const body = { username, password }
    return (await console.service.call('POST', '/api/v1/auth/login', { body, key: null })).status
  }
  const predicts = async (key: string) =>
    (await console.service.call('POST', '/api/v1/predict', { body: PATIENT, key })).status

  it('creates a user with a drawn password, shown once', async () => {
    const { page, errors } = await console.openSignedIn('administration')
    await page.getByRole('button', { name: 'Create a user' }).click()
    await dialog(page).getByLabel('User name').fill('ward9')
    await dialog(page).getByRole('button', { name: 'Generate' }).click()
    const password = await dialog(page).getByLabel('Password').inputValue()
    expect(password).toMatch(/^(?:[a-zA-Z2-9]{5}-){3}[a-zA-Z2-9]{5}$/)
    await dialog(page).getByRole('radio', { name: 'Administrator' }).check()
    await dialog(page).getByLabel('Institution').selectOption('ukhd')
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'create-user')
    await dialog(page).getByRole('button', { name: 'Create user' }).click()
    await dialog(page).getByText('ward9 was created').waitFor()
    await dialog(page).getByText(password, { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    expect(await dialog(page).count(), 'a key pressed does not lose it').toBe(1)
    await dialog(page).getByRole('button', { name: 'I have it' }).click()
    await rowOf(page, 'ward9').getByText('ukhd').waitFor()
    expect(await page.content()).not.toContain(password)
    expect(await signsIn('ward9', password)).toBe(200)
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'users')
    expect(errors).toEqual([])
  })

  it('says what is wrong with name and password, and loses nothing that was typed', async () => {
    const { page } = await console.openSignedIn('administration/users')
    await page.getByRole('button', { name: 'Create a user' }).click()
    await dialog(page).getByLabel('User name').fill('ward3')
    await dialog(page).getByLabel('Password').fill('short')
    await dialog(page).getByRole('button', { name: 'Create user' }).click()
    await dialog(page).getByText('At least 8 characters', { exact: true }).waitFor()
    await dialog(page).getByLabel('Password').fill('long enough for it')
    await dialog(page).getByRole('button', { name: 'Create user' }).click()
    await dialog(page).getByText('This name is taken').waitFor()
    await page.route('**/api/v1/admin/users', (route) => route.abort())
    await dialog(page).getByLabel('User name').fill('ward10')
    await dialog(page).getByRole('button', { name: 'Create user' }).click()
    await dialog(page).getByRole('alert').getByText('The service cannot be reached').waitFor()
    expect(await dialog(page).getByLabel('User name').inputValue()).toBe('ward10')
    expect(await accessibilityProblems(page)).toEqual([])
  })

  it("sets a user's password, which ends his sessions", async () => {
    const ward = await console.openSignedIn('account', {
      user: { username: 'ward3', password: PASSWORD },
    })
    const { page, errors } = await console.openSignedIn('administration/users')
    await page.getByRole('button', { name: 'Set password of ward3' }).click()
    await dialog(page).getByLabel('Password').fill('a new one for ward3')
    await dialog(page).getByRole('button', { name: 'Set password' }).click()
    await dialog(page).getByText('a new one for ward3').waitFor()
    expect(await signsIn('ward3', 'a new one for ward3')).toBe(200)
    await ward.page.reload()
    await ward.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(errors).toEqual([])
  })

  it('deletes a user after asking, and nobody himself', async () => {
    const { page, errors } = await console.openSignedIn('administration/users')
    await page.getByRole('button', { name: 'Delete ward4' }).click()
    await dialog(page).getByText('Delete ward4?').waitFor()
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    expect(await signsIn('ward4', PASSWORD)).toBe(200)
    await page.getByRole('button', { name: 'Delete ward4' }).click()
    await dialog(page).getByRole('button', { name: 'Delete user' }).click()
    await page.getByRole('status').getByText('ward4 was deleted.').waitFor()
    await page.getByRole('button', { name: 'Delete ward4' }).waitFor({ state: 'detached' })
    expect(await signsIn('ward4', PASSWORD)).toBe(401)
    expect(await page.getByRole('button', { name: 'Delete admin' }).isDisabled()).toBe(true)
    expect(errors).toEqual([])
  })

  it('makes a key that is shown once, and is gone after closing', async () => {
    const { page, errors } = await console.openSignedIn('administration/keys', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.getByRole('button', { name: 'Make a key' }).click()
    await dialog(page).getByRole('button', { name: 'Make key' }).click()
    await dialog(page).getByText('Required').waitFor()
    await dialog(page).getByLabel('Institution').selectOption('dkfz')
    await dialog(page).getByLabel('Purpose').fill('Discharge letters')
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'create-key')
    await dialog(page).getByRole('button', { name: 'Make key' }).click()
    await dialog(page).getByText('Shown only once').waitFor()
    const key = (await dialog(page).locator('code').textContent()) ?? ''
    expect(await predicts(key)).toBe(200)
    await dialog(page).getByRole('button', { name: 'Copy' }).click()
    await dialog(page).getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(key)
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'key-once')
    await dialog(page).getByRole('button', { name: 'I have it' }).click()
    await rowOf(page, 'Discharge letters').getByText('Active').waitFor()
    expect(await page.content()).not.toContain(key)
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
    expect(kept).not.toContain(key)
    await page.reload()
    await rowOf(page, 'Discharge letters').waitFor()
    expect(await page.content()).not.toContain(key)
    await keepPicture(page, 'keys')
    expect(errors).toEqual([])
  })

  it('replaces a key with an overlap, then revokes the old one', async () => {
    const token = await console.service.token()
    const body = { institution_id: 'ukhd', label: 'Ward system' }
    const made = await console.service.call('POST', '/api/v1/admin/keys', { token, body })
    const { page, errors } = await console.openSignedIn('administration/keys')
    await page.getByRole('button', { name: 'Replace Ward system' }).click()
    await dialog(page).getByLabel('The old key works for another').selectOption({ label: '1 day' })
    await dialog(page).getByRole('button', { name: 'Replace key' }).click()
    const key = (await dialog(page).locator('code').textContent()) ?? ''
    await dialog(page)
      .getByText(/^The old key ends on /)
      .waitFor()
    expect([await predicts(key), await predicts(made.json.key)]).toEqual([200, 200])
    await dialog(page).getByRole('button', { name: 'I have it' }).click()
    await page.getByRole('button', { name: 'Revoke Ward system' }).nth(1).click()
    await dialog(page).getByText('That cannot be undone').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await dialog(page).getByRole('button', { name: 'Revoke key' }).click()
    await page.getByRole('status').getByText('Ward system was revoked.').waitFor()
    expect([await predicts(key), await predicts(made.json.key)]).toEqual([200, 403])
    await page.getByRole('switch', { name: 'Show ended keys' }).check()
    await page.getByText('Revoked', { exact: true }).waitFor()
    expect(errors).toEqual([])
  })

  it('says so when the service does not answer, and leads to the sign-in when the session ended', async () => {
    const { page } = await console.openSignedIn('overview')
    await page.route('**/api/v1/admin/keys', (route) => route.abort())
    await page.goto('/console/administration/keys')
    await page.getByRole('alert').getByText('The service cannot be reached').waitFor()
    await page.unroute('**/api/v1/admin/keys')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('table').waitFor()
    await page.context().clearCookies()
    await page.getByRole('link', { name: 'Platform' }).click()
    await page.getByText('Your session has ended').waitFor()
  })

  it('is no page of those who are no administrators', async () => {
    const user = { username: 'ward5', password: PASSWORD }
    const { page } = await console.openSignedIn('administration', { user })
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0)
  })

  it('is readable in German, in the dark, on a phone', async () => {
    const { page, errors } = await console.openSignedIn('administration/keys', {
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await page.getByRole('heading', { level: 1, name: 'Verwaltung' }).waitFor()
    await page.getByRole('table').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await keepPicture(page, 'keys-phone-german-dark')
    await page.getByRole('tab', { name: 'Benutzer' }).click()
    await page.getByRole('button', { name: 'Benutzer anlegen' }).click()
    await dialog(page).getByRole('button', { name: 'Erzeugen' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'create-user-phone-german-dark')
    expect(errors).toEqual([])
  })
})

describe.skipIf(!hasBrowser)('your account', () => {
  let console: ConsoleUnderTest
  beforeAll(async () => {
    console = await openConsole()
    await console.addUser('ward3', 'dkfz')
  })
  afterAll(() => console.close())

  it('is where everybody finds his name and changes his password', async () => {
    const user = { username: 'ward3', password: PASSWORD }
    const { page, errors } = await console.openSignedIn('model', { user })
    await page.getByRole('link', { name: 'Your account: ward3' }).click()
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor()
    await page.getByRole('cell', { name: 'dkfz' }).waitFor()
    const current = page.getByRole('textbox', { name: 'Current password' })
    const next = page.getByRole('textbox', { name: 'New password', exact: true })
    const again = page.getByRole('textbox', { name: 'New password again' })
    const submit = page.getByRole('button', { name: 'Change password' })
    await current.fill('not my password')
    await next.fill('short')
    await again.fill('other')
    await submit.click()
    await page.getByText('At least 8 characters', { exact: true }).waitFor()
    await page.getByText('Is not the same as above').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await next.fill('a better password')
    await again.fill('a better password')
    await submit.click()
    await page.getByRole('alert').getByText('The current password is wrong.').waitFor()
    expect(await next.inputValue(), 'what was typed stays').toBe('a better password')
    await current.fill(PASSWORD)
    await submit.click()
    await page.getByText('Your password is changed.').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'account')
    // The session has a new id and token, and goes on.
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(errors).toEqual([])
  })

  it('is readable in German, in the dark, on a phone', async () => {
    const { page, errors } = await console.openSignedIn('account', {
      user: ADMIN,
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await page.getByRole('heading', { level: 1, name: 'Ihr Konto' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await keepPicture(page, 'account-phone-german-dark')
    expect(errors).toEqual([])
  })
})
