import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN } from '../http/start-service.ts'
import { type ConsoleUnderTest, hasBrowser, openConsole } from './open-console.ts'

/** Training and judging on the public table take seconds, and many on a busy machine. */
const PATIENCE = 120_000

/**
 * What somebody does who has never seen the project, by what stands on the page alone. Its pictures are
 * those of the documentation: `PICTURES=docs/pictures npx vitest run tests/browser/first-visit.test.ts`.
 */
describe.skipIf(!hasBrowser)('a first visit', () => {
  let console: ConsoleUnderTest
  beforeAll(async () => {
    console = await openConsole()
  })
  afterAll(() => console.close())

  const picture = async (page: Page, name: string): Promise<void> => {
    const folder = process.env.PICTURES
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    await page.evaluate('window.scrollTo(0, 0)')
    await page.screenshot({ path: join(folder, `${name}.png`) })
  }
  const go = async (page: Page, name: string) => {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
  }

  it('goes from the address to a prediction, its audit row, and another model in service', {
    timeout: PATIENCE,
  }, async () => {
    const { page, errors } = await console.open({ viewport: { width: 1280, height: 1000 } })
    page.setDefaultTimeout(PATIENCE)
    await page.goto('/')
    await page.getByLabel('User name').fill(ADMIN.username)
    await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()

    await go(page, 'Predict')
    await page.getByRole('button', { name: 'Elderly, high risk' }).click()
    await page.getByRole('button', { name: 'Predict', exact: true }).click()
    await page.getByText(/About \d+ of 100 such patients come back/).waitFor()
    await picture(page, 'console-prediction')
    await page.getByRole('button', { name: 'Accept the level' }).click()
    await page
      .getByRole('link', { name: /audit trail/i })
      .last()
      .click()
    await page
      .getByRole('dialog')
      .getByText(/^Predicted (high|medium) risk/)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')

    await go(page, 'Model')
    await page.getByRole('link', { name: 'Training' }).click()
    await page.getByRole('button', { name: 'Start training' }).click()
    await page.getByText('The candidate is kept.').waitFor()
    await page.getByRole('link', { name: /Compare version 2/ }).click()
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('What the gate would say').waitFor()
    await picture(page, 'console-comparison')
    await page.getByRole('button', { name: 'Promote version 2' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Promote/ })
      .click()
    await page
      .getByText(/Version 2 is (now )?in service/)
      .first()
      .waitFor()
    await go(page, 'Overview')
    await page
      .getByText(/[Vv]ersion 2/)
      .first()
      .waitFor()
    await picture(page, 'console-overview')
    expect(errors).toEqual([])
  })
})
