import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityProblems } from './accessibility.ts'
import { type ConsoleUnderTest, hasBrowser, keepPicture, openConsole } from './open-console.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Plan and page of the environment "dev", as its deployment would mount them. */
async function writePlan(folder: string): Promise<{ json: string; html: string }> {
  const html = join(folder, 'plan.html')
  const json = join(folder, 'plan.json')
  const plan = async (...options: string[]) =>
    await promisify(execFile)(process.execPath, ['cli/main.js', 'plan', 'dev', ...options], {
      cwd: ROOT,
      maxBuffer: 2 ** 26,
    })
  const [{ stdout }] = await Promise.all([plan('--json'), plan('--html', html)])
  writeFileSync(json, stdout)
  return { json, html }
}

describe.skipIf(!hasBrowser)('the platform', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-plan-'))
  let console: ConsoleUnderTest
  let bare: ConsoleUnderTest
  let sum: number
  beforeAll(async () => {
    const { json, html } = await writePlan(folder)
    sum = JSON.parse(readFileSync(json, 'utf8')).cost.atLeast
    console = await openConsole({
      PLAN_PATH: json,
      PLAN_PICTURE_PATH: html,
      GRAFANA_URL: 'https://grafana.hospital.example/',
      KAAPANA_URL: 'https://kaapana.hospital.example/',
    })
    bare = await openConsole()
  }, 120_000)
  afterAll(async () => {
    await console.close()
    await bare.close()
    rmSync(folder, { recursive: true })
  })

  it('shows links, cost and the picture of a real plan', async () => {
    const { page, errors } = await console.openSignedIn('platform')
    await page.getByText('Environment: dev').waitFor()
    const link = page.getByRole('link', { name: /^Grafana/ })
    expect(await link.getAttribute('href')).toBe('https://grafana.hospital.example/')
    expect(await link.getAttribute('rel')).toContain('noopener')
    expect(await page.getByRole('link', { name: /^Airflow/ }).count()).toBe(0)
    const shown = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' }).format(sum)
    await page
      .getByRole('row', { name: /^At least/ })
      .getByText(shown)
      .waitFor()
    const picture = page.frameLocator('iframe[title="Plan of the environment"]')
    await picture.getByRole('heading', { level: 1 }).waitFor()
    expect(await picture.locator('svg').count()).toBeGreaterThan(0)
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'platform')
    expect(errors).toEqual([])
  })

  it('lets nothing in the picture run', async () => {
    const hostile =
      '<svg xmlns="http://www.w3.org/2000/svg" onload="top.__ran=1"><script>top.__ran=1</script></svg>'
    const own = mkdtempSync(join(tmpdir(), 'dataspace-plan-'))
    writeFileSync(join(own, 'plan.html'), `<h1>Plan</h1>${hostile}<script>top.__ran=1</script>`)
    const other = await openConsole({ PLAN_PICTURE_PATH: join(own, 'plan.html') })
    const { page } = await other.openSignedIn('platform')
    const frame = page.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'Plan' }).waitFor()
    expect(await page.evaluate('window.__ran')).toBeUndefined()
    await page.goto('/api/v1/platform/plan')
    await page.getByRole('heading', { name: 'Plan' }).waitFor()
    // Evaluated beside the page: its sandbox runs nothing of its own.
    expect(await page.evaluate('window.__ran')).toBeUndefined()
    await other.close()
    rmSync(own, { recursive: true })
  })

  it('says which settings bring what is not there', async () => {
    const { page, errors } = await bare.openSignedIn('platform')
    for (const setting of ['GRAFANA_URL', 'PLAN_PATH', 'PLAN_PICTURE_PATH'])
      await page.getByText(new RegExp(`\\b${setting}\\b`)).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'platform-empty')
    expect(errors).toEqual([])
  })

  it('says so when the service does not answer', async () => {
    const { page } = await bare.openSignedIn('overview')
    await page.route('**/api/v1/platform', (route) => route.abort())
    await page.goto('/console/platform')
    await page.getByRole('alert').getByText('The service cannot be reached').waitFor()
    await page.unroute('**/api/v1/platform')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('No tool is linked.').waitFor()
  })

  it('is readable in German, in the dark, on a phone', async () => {
    const { page, errors } = await console.openSignedIn('platform', {
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await page.getByRole('row', { name: /^Mindestens/ }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await keepPicture(page, 'platform-phone-german-dark')
    expect(errors).toEqual([])
  })
})
