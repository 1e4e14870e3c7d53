import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN } from '../http/start-service.ts'
import { accessibilityProblems } from './accessibility.ts'
import { type ConsoleUnderTest, hasBrowser, keepPicture, openConsole } from './open-console.ts'

describe.skipIf(!hasBrowser)('signing in', () => {
  let console: ConsoleUnderTest
  beforeAll(async () => {
    console = await openConsole()
  })
  afterAll(() => console.close())

  it('leads to the overview, by keyboard alone', async () => {
    const { page, errors } = await console.open()
    await page.goto('/')
    await page.getByLabel('User name').focus()
    await page.keyboard.type(ADMIN.username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(ADMIN.password)
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'sign-in')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/console/overview')
    expect(errors).toEqual([])
  })

  it('says that the password is wrong, and stays', async () => {
    const { page } = await console.open()
    await page.goto('/console/predict')
    await page.getByLabel('User name').fill(ADMIN.username)
    await page.getByRole('textbox', { name: 'Password' }).fill('something else')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('User name or password is wrong.').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
  })

  it('keeps nothing that a script could read, and ends at once when signing out', async () => {
    const { page } = await console.openSignedIn('overview')
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    const readable = await page.evaluate(
      '({ cookies: document.cookie, local: Object.keys(localStorage), session: Object.keys(sessionStorage) })',
    )
    expect(readable).toEqual({ cookies: '', local: ['dataspace-language'], session: [] })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  it('asks again when the session ends, and goes on at the same page', async () => {
    const { page } = await console.openSignedIn('predict')
    await page.getByRole('heading', { level: 1, name: 'Predict' }).waitFor()
    await page.context().clearCookies()
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.getByText('Your session has ended').waitFor()
    await page.getByLabel('User name').fill(ADMIN.username)
    await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  })

  it('is in German where the browser is, and in the dark where the system is', async () => {
    const { page } = await console.open({ locale: 'de-DE', colorScheme: 'dark' })
    await page.goto('/console/')
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('de')
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'sign-in-german-dark')
  })
})
