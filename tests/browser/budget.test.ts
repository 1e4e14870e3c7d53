import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { PAGE_NAMES, visit } from './every-page.ts'
import { type ConsolePage, type ConsoleUnderTest, hasBrowser, openConsole } from './open-console.ts'

/** Bytes of compressed script that a view may have: its own, and what is fetched ahead for the next. */
const MOST_SCRIPT = 250_000
/** Before the first heading: what is parsed and run while somebody waits. */
const MOST_FIRST_SCRIPT = 160_000
const MOST_STYLE = 30_000

describe.skipIf(!hasBrowser)('the weight of a view', () => {
  let console: ConsoleUnderTest
  beforeAll(async () => {
    console = await openConsole()
    await console.addUser('root', 'dkfz', 'admin')
  })
  afterAll(() => console.close())

  /** Names of the files of the build that a page asks for. */
  function filesOf({ page }: ConsolePage): string[] {
    const files: string[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/console/assets/')) files.push(basename(pathname))
    })
    return files
  }

  /** Bytes of files of a kind, by gzip: what a browser gets over plain HTTP; Brotli makes less. */
  const weigh = (files: readonly string[], kind: '.js' | '.css'): number =>
    files
      .filter((name) => name.endsWith(kind))
      .reduce(
        (sum, name) => sum + statSync(join(inject('consolePath'), 'assets', `${name}.gz`)).size,
        0,
      )

  it.each(PAGE_NAMES)('is within the budget on a first visit of %s', async (name) => {
    const user = { username: 'root', password: 'long-enough-password' }
    const opened = await console.openSignedIn('assets/none.txt', { user })
    const files = filesOf(opened)
    await visit(opened.page, `/console/${name}`)
    expect(weigh(files, '.js')).toBeLessThan(MOST_SCRIPT)
    expect(weigh(files, '.css')).toBeLessThan(MOST_STYLE)
    expect(new Set(files).size, 'each file is fetched once').toBe(files.length)
    await opened.page.context().close()
  })

  it('is small before the sign-in, which does not wait for frame and page', async () => {
    const opened = await console.open()
    await opened.page.goto('/console/')
    const html = await (await opened.page.request.get('/console/')).text()
    const first = [...html.matchAll(/assets\/([\w.-]+\.js)"/g)].map(([, name = '']) => name)
    expect(first.length).toBeGreaterThan(0)
    expect(weigh(first, '.js')).toBeLessThan(MOST_FIRST_SCRIPT)
    await opened.page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  it('is sent compressed, and kept by the browser for the next visit', async () => {
    const opened = await console.open()
    const sent: { encoding: string | undefined; kept: string | undefined }[] = []
    opened.page.on('response', (response) => {
      if (!response.url().includes('/console/assets/')) return
      const headers = response.headers()
      sent.push({ encoding: headers['content-encoding'], kept: headers['cache-control'] })
    })
    await visit(opened.page, '/console/')
    expect(sent.length).toBeGreaterThan(3)
    for (const { encoding, kept } of sent) {
      expect(encoding).toMatch(/^(?:br|gzip)$/)
      expect(kept).toContain('immutable')
    }
  })
})
