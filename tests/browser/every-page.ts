import type { Page } from 'playwright-core'

/** Pages by their addresses below /console/; which of them somebody has, his menu says. */
export const PAGE_NAMES = [
  'overview',
  'predict',
  'patients',
  'model',
  'institutions',
  'audit',
  'administration/users',
  'administration/keys',
  'administration/systems',
  'platform',
  'account',
]

/** Waits until the view of an address is there and asks for nothing more. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
}

/** Links of the view to the console's own addresses. */
const LINKS =
  "[...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')).filter((href) => href.startsWith('/console/'))"

/** Two addresses of one shape show the same things: ids and values of queries aside. */
const shapeOf = (address: string): string => {
  const { pathname, searchParams } = new URL(address, 'http://console')
  const path = pathname.replace(/[0-9a-f]{8}[.-][\w-]{20,}/g, '*')
  return `${path}?${[...searchParams.keys()].sort()}`
}

/** Every kind of address that somebody reaches by links, from the pages and those given, one of each. */
export async function crawl(page: Page, from: readonly string[]): Promise<string[]> {
  const open = [...PAGE_NAMES.map((name) => `/console/${name}`), ...from]
  const found = new Map<string, string>()
  for (let address = open.shift(); address !== undefined; address = open.shift()) {
    if (found.has(shapeOf(address))) continue
    found.set(shapeOf(address), address)
    await visit(page, address)
    open.push(...((await page.evaluate(LINKS)) as string[]))
  }
  return [...found.values()]
}
