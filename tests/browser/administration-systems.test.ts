import { exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSigner } from '../auth/signer.ts'
import { accessibilityProblems } from './accessibility.ts'
import { type ConsoleUnderTest, hasBrowser, keepPicture, openConsole } from './open-console.ts'

describe.skipIf(!hasBrowser)('systems that sign their requests', () => {
  let console: ConsoleUnderTest
  beforeAll(async () => {
    console = await openConsole()
  })
  afterAll(() => console.close())

  const dialog = (page: Page) => page.getByRole('dialog')
  const submit = (page: Page) => dialog(page).getByRole('button', { name: 'Register system' })
  const listed = async (): Promise<{ name: string }[]> => {
    const token = await console.service.token()
    return (await console.service.call('GET', '/api/v1/admin/clients', { token })).json.clients
  }
  /** Opens the form and says who a system is. */
  const fillIn = async (page: Page, name: string, issuer: string) => {
    await page.getByRole('button', { name: 'Register a system' }).click()
    await dialog(page).getByLabel('Name').fill(name)
    await dialog(page).getByLabel('Issuer or client id').fill(issuer)
    await dialog(page).getByLabel('Institution').selectOption('ukhd')
  }

  it('are registered with pasted keys, told what to connect to, and revoked', async () => {
    const { page, errors } = await console.openSignedIn('administration/systems', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.getByText('There is no system registered.').waitFor()
    const { jwks, sign, issuer } = await createSigner('https://ehr.ukhd.test/')
    await fillIn(page, 'ukhd-ehr', issuer)
    await dialog(page).getByRole('checkbox', { name: 'CDS Hooks' }).check()
    await dialog(page).getByRole('checkbox', { name: 'FHIR (SMART)' }).check()
    await dialog(page).getByLabel('Scopes').fill('system/RiskAssessment.rs  system/Patient.rs')
    await dialog(page).getByRole('radio', { name: 'Pasted here' }).check()
    await dialog(page)
      .getByLabel('JWK set')
      .fill(JSON.stringify(jwks, null, 2))
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'register-system')
    await submit(page).click()
    await dialog(page).getByText('ukhd-ehr is registered').waitFor()
    const { url } = console.service
    for (const address of ['/cds-services', '/fhir/.well-known/smart-configuration', '/fhir'])
      await dialog(page).getByText(`${url}${address}`, { exact: true }).waitFor()
    const token = dialog(page).getByText(`${url}/fhir/auth/token`, { exact: true }).locator('..')
    await token.getByRole('button', { name: 'Copy' }).click()
    const audience = (await page.evaluate('navigator.clipboard.readText()')) as string
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'system-registered')
    // What the page told is enough for a token, and a revoked system gets none.
    const asksToken = async () => {
      const form = {
        grant_type: 'client_credentials',
        scope: 'system/RiskAssessment.rs',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await sign(audience),
      }
      return (await fetch(audience, { method: 'POST', body: new URLSearchParams(form) })).status
    }
    expect(await asksToken()).toBe(200)
    await dialog(page).getByRole('button', { name: 'Close' }).last().click()
    const row = page.getByRole('row').filter({ hasText: 'ukhd-ehr' })
    for (const text of [issuer, 'ukhd', 'system/Patient.rs', '1 key, registered here', 'by admin'])
      await row.getByText(text, { exact: true }).waitFor()
    await keepPicture(page, 'systems')
    await page.getByRole('button', { name: 'Revoke ukhd-ehr' }).click()
    await dialog(page).getByText('those it has no longer work').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'revoke-system')
    await dialog(page).getByRole('button', { name: 'Revoke system' }).click()
    await page.getByRole('status').getByText('ukhd-ehr was revoked.').waitFor()
    expect(await asksToken()).toBe(401)
    await page.getByRole('switch', { name: 'Show revoked systems' }).check()
    await row.getByText('Revoked', { exact: true }).waitFor()
    expect(errors).toEqual([])
  })

  it('are refused in the browser with a private key, which is sent nowhere', async () => {
    const { page, errors } = await console.openSignedIn('administration/systems')
    const { privateKey } = await generateKeyPair('ES384', { extractable: true })
    const secret = await exportJWK(privateKey)
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.method()))
    await fillIn(page, 'leaky', 'https://leaky.test/')
    await dialog(page).getByRole('checkbox', { name: 'CDS Hooks' }).check()
    await dialog(page).getByRole('radio', { name: 'Pasted here' }).check()
    const field = dialog(page).getByLabel('JWK set')
    const whole = JSON.stringify({ keys: [{ ...secret, kid: 'key-1' }] })
    const escaped = whole.replace('"d"', '"\\u0064"')
    for (const text of [whole, whole.slice(0, -2), escaped, await exportPKCS8(privateKey)]) {
      await field.fill('{}')
      await field.fill(text)
      await dialog(page).getByRole('alert').getByText('It was not sent.').waitFor()
      expect(await field.inputValue(), 'the key does not stay').toBe('')
    }
    await submit(page).click()
    await dialog(page).getByText('Required', { exact: true }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'system-private-key')
    expect(sent).not.toContain('POST')
    expect((await listed()).map(({ name }) => name)).not.toContain('leaky')
    expect(errors).toEqual([])
  })

  it('say at its field what is wrong, also what only the service sees, and lose nothing', async () => {
    const token = await console.service.token()
    const jwksUrl = 'https://lab.test/jwks.json'
    const body = { name: 'lab', issuer: 'https://lab.test/', jwks_url: jwksUrl }
    const more = { institution_id: 'dkfz', uses: ['fhir'] }
    await console.service.call('POST', '/api/v1/admin/clients', {
      token,
      body: { ...body, ...more },
    })
    const { page, errors } = await console.openSignedIn('administration/systems')
    await fillIn(page, 'Ward 3', 'two words')
    await submit(page).click()
    for (const text of [/^1 to 40 of a–z/, /^1 to 255 printable/, /^Choose at/, /^Must be https/])
      await dialog(page).getByText(text).waitFor()
    await dialog(page).getByLabel('Name').fill('lab')
    await dialog(page).getByLabel('Issuer or client id').fill('https://other.test/')
    await dialog(page).getByRole('checkbox', { name: 'FHIR (SMART)' }).check()
    await dialog(page).getByLabel('Scopes').fill('system/*.rs user/*.rs')
    await dialog(page).getByLabel('Address of its JWK set').fill(jwksUrl)
    await submit(page).click()
    await dialog(page).getByText('user/*.rs is no scope').waitFor()
    await dialog(page).getByLabel('Scopes').fill('system/*.rs')
    await submit(page).click()
    await dialog(page).getByText('A system with this name is registered', { exact: true }).waitFor()
    await dialog(page).getByRole('alert').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'system-refused')
    await dialog(page).getByLabel('Name').fill('lab-2')
    await dialog(page).getByRole('radio', { name: 'Pasted here' }).check()
    const weak = await generateKeyPair('ES256')
    const key = { ...(await exportJWK(weak.publicKey)), kid: 'key-1' }
    await dialog(page).getByLabel('JWK set').fill(JSON.stringify(key))
    await submit(page).click()
    await dialog(page).getByText('An EC key must be of the curve P-384 (ES384)').waitFor()
    await page.route('**/api/v1/admin/clients', (route) => route.abort())
    await dialog(page).getByRole('radio', { name: 'At an address' }).check()
    await submit(page).click()
    await dialog(page).getByRole('alert').getByText('The service cannot be reached').waitFor()
    expect(await dialog(page).getByLabel('Name').inputValue()).toBe('lab-2')
    expect(await dialog(page).getByLabel('Address of its JWK set').inputValue()).toBe(jwksUrl)
    expect(errors).toEqual([])
  })

  it('are readable in German, in the dark, on a phone', async () => {
    const { page, errors } = await console.openSignedIn('administration/systems', {
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await page.getByRole('heading', { level: 2, name: 'Systeme' }).waitFor()
    await page.getByRole('table').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await keepPicture(page, 'systems-phone-german-dark')
    const configuration = '**/fhir/.well-known/smart-configuration'
    await page.route(configuration, (route) => route.abort())
    await page.getByRole('button', { name: 'Anbinden: lab' }).click()
    await dialog(page).getByRole('alert').getByText('Der Dienst ist nicht erreichbar').waitFor()
    await page.unroute(configuration)
    await dialog(page).getByRole('button', { name: 'Erneut versuchen' }).click()
    await dialog(page).getByRole('alert').waitFor({ state: 'detached' })
    await dialog(page).getByText('FHIR-Schnittstelle').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'connect-system-phone-german-dark')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'System registrieren' }).click()
    await dialog(page).getByRole('radio', { name: 'Hier eingefügt' }).check()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'register-system-phone-german-dark')
    expect(errors).toEqual([])
  })
})
