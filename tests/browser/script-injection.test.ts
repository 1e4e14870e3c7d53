import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN } from '../http/start-service.ts'
import { crawl, PAGE_NAMES, visit } from './every-page.ts'
import {
  type ConsolePage,
  type ConsoleUnderTest,
  hasBrowser,
  openConsole,
  PASSWORD,
} from './open-console.ts'

/** Texts that would run where they were taken for markup, an address, a template or code. */
const PAYLOADS = [
  '<img src=x onerror=window.__ran=true>',
  '"><script>window.__ran=true</script>',
  "'><svg/onload=window.__ran=true>",
  'javascript:window.__ran=true',
  "';window.__ran=true;//",
  '$' + '{window.__ran=true}',
  "{{constructor.constructor('window.__ran=true')()}}",
  '</script><script>alert(document.domain)</script>',
  '<iframe srcdoc="<script>top.__ran=true</script>">',
]
const [PAYLOAD = ''] = PAYLOADS
/** As short as a gender may be. */
const SHORT = '<svg onload=__ran=true>'
/** Notes are words alone: markup is refused, this is not. */
const WORDS = "';alert(document.domain);//"

/** Parameters that pages of the console read, and what others usually do. */
const PARAMETERS = [
  ...['prediction', 'pseudonym', 'kind', 'actor', 'from', 'to', 'institution', 'patient'],
  ...['version', 'sign_in', 'return_to', 'next', 'q', 'cursor', 'error', 'redirect', 'lang'],
]

const TYPED =
  'input:not([type]), input[type=text], input[type=search], input[type=password], textarea'
/** Buttons that open something with further fields, and change nothing by themselves. */
const OPENS = /create|make a|register|refuse|override|outcome|set password|replace/i

const BUTTONS =
  "[...document.querySelectorAll('main button:not([disabled])')].map((one) => one.getAttribute('aria-label') ?? one.innerText.trim())"

describe.skipIf(!hasBrowser)('script in a text', () => {
  let console: ConsoleUnderTest
  const root = { username: 'root', password: PASSWORD }
  beforeAll(async () => {
    console = await openConsole()
    // Administrator of an institution: nobody sees more pages.
    await console.addUser('root', 'dkfz', 'admin')
    await plant(console)
  }, 120_000)
  afterAll(() => console.close())

  it('does not run where it is stored, on any page that shows it', async () => {
    const watched = await watch(await console.openSignedIn('overview', { user: root }))
    const { page } = watched
    await crawl(page, [])
    for (const name of ['users', 'keys', 'systems']) {
      await visit(page, `/console/administration/${name}`)
      for (const text of PAYLOADS) await page.getByText(text).first().waitFor()
    }
    await page.goto('/console/audit?kind=prediction')
    await page
      .getByRole('button', { name: /^Details of row/ })
      .first()
      .click()
    await page.getByRole('dialog').getByText(WORDS).waitFor()
    await watched.check()
  }, 120_000)

  it('does not run from an address, on any page', async () => {
    const watched = await watch(await console.openSignedIn('overview', { user: root }))
    const { page } = watched
    const query = (shift: number) =>
      PARAMETERS.map(
        (name, at) =>
          `${name}=${encodeURIComponent(PAYLOADS[(at + shift) % PAYLOADS.length] ?? '')}`,
      ).join('&')
    for (const [shift, name] of PAGE_NAMES.entries()) {
      await visit(page, `/console/${name}?${query(shift)}#${encodeURIComponent(PAYLOAD)}`)
      await visit(
        page,
        `/console/${name}/${encodeURIComponent(PAYLOADS[shift % PAYLOADS.length] ?? '')}`,
      )
    }
    await watched.check()
  }, 120_000)

  it('does not run from an address of the sign-in, nor from what is typed there', async () => {
    const watched = await watch(await console.open())
    const { page } = watched
    for (const text of PAYLOADS) {
      const value = encodeURIComponent(text)
      await visit(page, `/console/?sign_in=${value}&return_to=${value}`)
    }
    await page.getByLabel('User name').fill(PAYLOAD)
    await page.getByRole('textbox', { name: 'Password' }).fill(PAYLOAD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await watched.check()
  })

  it('does not run from what is typed, in any field of any page', async () => {
    const watched = await watch(await console.openSignedIn('overview', { user: root }))
    const { page } = watched
    let filled = 0
    for (const name of PAGE_NAMES) {
      await visit(page, `/console/${name}`)
      filled += await fillAll(page)
      for (const button of await openers(page)) {
        await visit(page, `/console/${name}`)
        await page
          .getByRole('main')
          .getByRole('button', { name: button, exact: true })
          .first()
          .click()
        filled += await fillAll(page)
      }
    }
    expect(filled).toBeGreaterThan(8)
    await watched.check()
  }, 240_000)

  /** Names of buttons of the view that open further fields, one of each kind. */
  async function openers(page: Page): Promise<string[]> {
    const names = (await page.evaluate(BUTTONS)) as string[]
    return [...new Map(names.map((name) => [OPENS.exec(name)?.[0].toLowerCase(), name]))].flatMap(
      ([kind, name]) => (kind === undefined ? [] : [name]),
    )
  }

  /** Types a payload into every field in sight and sends it off. Returns how many there were. */
  async function fillAll(page: Page): Promise<number> {
    const fields = page.locator(TYPED).and(page.locator(':visible:enabled:not([readonly])'))
    const count = await fields.count()
    for (let at = 0; at < count; at += 1)
      await fields.nth(at).fill(PAYLOADS[at % PAYLOADS.length] ?? '')
    if (count > 0) await fields.last().press('Enter')
    await page.waitForLoadState('networkidle')
    return count
  }
})

interface Watched extends ConsolePage {
  /** Fails where a script ran, a dialog opened, or the policy had to stop something. */
  check(): Promise<void>
}

async function watch(opened: ConsolePage): Promise<Watched> {
  const ran: string[] = []
  opened.page.on('dialog', async (dialog) => {
    ran.push(`dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  // A new document has a new window: what ran in one is kept for all.
  await opened.page.exposeFunction('__tell', (address: string) => ran.push(address))
  await opened.page.addInitScript(
    "Object.defineProperty(window, '__ran', { set: () => window.__tell(location.href) })",
  )
  return {
    ...opened,
    check: async () => {
      expect(ran).toEqual([])
      expect(opened.errors).toEqual([])
    },
  }
}

/** Stores the payloads in every text that the service keeps. */
async function plant({ service }: ConsoleUnderTest): Promise<void> {
  const token = await service.token(ADMIN)
  const root = await service.token({ username: 'root', password: PASSWORD })
  const admin = (path: string, body: unknown) =>
    service.call('POST', `/api/v1/admin/${path}`, { token, body })
  for (const [at, text] of PAYLOADS.entries()) {
    await admin('users', { username: text, password: PASSWORD, role: 'user' })
    await admin('keys', { institution_id: 'dkfz', label: text })
    await admin('clients', {
      name: `system-${at}`,
      issuer: 'https://ehr.test/',
      tenant: text,
      jwks_url: 'https://ehr.test/jwks.json',
      institution_id: 'dkfz',
      uses: ['cds-hooks'],
    })
    await service.call('POST', '/api/v1/auth/login', {
      body: { username: text, password: text },
      key: null,
    })
    const made = await service.call('POST', '/api/v1/predict', {
      token: root,
      body: {
        patient_id: text,
        age: 70,
        gender: SHORT,
        conditions: PAYLOADS,
        medications: PAYLOADS,
        recent_encounters: 1,
      },
    })
    expect(made.status, made.text).toBe(200)
    const decide = (note: string) =>
      service.call('POST', `/api/v1/predictions/${made.json.prediction_id}/decision`, {
        token: root,
        body: { action: 'overridden', reason_code: 'other', level: 'HIGH', note },
      })
    expect((await decide(WORDS)).status).toBe(200)
    expect((await decide(PAYLOAD)).status).toBe(422)
  }
  await service.call('POST', '/api/v1/data/ingest', { token: root, body: hostileRecords() })
  await admin('models/1/refuse', { reason: PAYLOAD })
}

/** A patient whose every text is a payload, as far as FHIR allows one. */
function hostileRecords(): object[] {
  const subject = { reference: 'Patient/p1' }
  return [
    {
      resourceType: 'Patient',
      id: 'p1',
      gender: 'female',
      birthDate: '1950-03-01',
      name: [{ text: PAYLOAD }],
    },
    ...PAYLOADS.map((text, at) => ({
      resourceType: 'Condition',
      id: `c${at}`,
      subject,
      code: { text, coding: [{ system: text, code: text, display: text }] },
    })),
    {
      resourceType: 'Encounter',
      id: 'e1',
      status: 'finished',
      subject,
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
      period: { start: '2026-03-02T09:00:00+01:00', end: '2026-03-08T11:00:00+01:00' },
    },
  ]
}
