import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { ADMIN, startTestService, type TestService } from '../http/start-service.ts'
import { findChromium } from './chromium.ts'

/** Whether there is a browser; tests in one are skipped without, and setup says so. */
export const hasBrowser = findChromium() !== undefined

export const PASSWORD = 'long-enough-password'

/** A service with the built console, and a real browser. */
export interface ConsoleUnderTest {
  service: TestService
  browser: Browser
  /** A page of a new browser profile. What it logs as an error is in `errors`. */
  open(options?: BrowserContextOptions): Promise<ConsolePage>
  /** The same, signed in, at an address below /console/. */
  openSignedIn(at: string, options?: SignedInOptions): Promise<ConsolePage>
  /** Creates a user who may sign in with `PASSWORD`. */
  addUser(username: string, institution: string | null, role?: 'user' | 'admin'): Promise<void>
  close(): Promise<void>
}

export interface ConsolePage {
  page: Page
  /** Errors of scripts and what the policy refused; requests the service refuses are not errors here. */
  errors: string[]
}

export interface SignedInOptions extends BrowserContextOptions {
  user?: { username: string; password: string }
}

/** Starts a service with the console as it was built for this run, and Chromium. */
export async function openConsole(
  environment: Record<string, string> = {},
): Promise<ConsoleUnderTest> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('There is no Chromium on PATH')
  const [service, browser] = await Promise.all([
    startTestService({ CONSOLE_PATH: inject('consolePath'), ...environment }),
    // Chromium's own sandbox needs more than root in a container has.
    chromium.launch({ executablePath, args: ['--no-sandbox'] }),
  ])
  const open = async (options: BrowserContextOptions = {}): Promise<ConsolePage> => {
    const context = await browser.newContext({
      baseURL: service.url,
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...options,
    })
    // Less than a test has: the failure names the step.
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      const isRefusal = message.text().startsWith('Failed to load resource')
      if (message.type() === 'error' && !isRefusal) errors.push(message.text())
    })
    return { page, errors }
  }
  return {
    service,
    browser,
    open,
    openSignedIn: async (at, { user = ADMIN, ...options } = {}) => {
      const opened = await open(options)
      // The request has no page of its own, so it says itself what a page's request would.
      const answer = await opened.page.request.post('/api/v1/auth/session', {
        data: user,
        headers: { 'sec-fetch-site': 'same-origin' },
      })
      if (!answer.ok()) throw new Error(`No sign-in: ${await answer.text()}`)
      await opened.page.goto(`/console/${at}`)
      return opened
    },
    addUser: async (username, institution, role = 'user') => {
      const token = await service.token()
      const body = { username, password: PASSWORD, role, institution_id: institution }
      const { status, text } = await service.call('POST', '/api/v1/admin/users', { token, body })
      if (status >= 300) throw new Error(`No user ${username}: ${text}`)
    },
    close: async () => {
      await browser.close()
      await service.close()
    },
  }
}

/** Keeps a picture to look at, in the folder that SCREENSHOTS names; nothing without it. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
