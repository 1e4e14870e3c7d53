import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { buildConsole } from '../browser/build-console.ts'
import { findChromium } from '../browser/chromium.ts'
import { atMost, type Bench, type BenchRow } from './bench.ts'
import { median } from './quantile.ts'
import { createServiceHome, type ServiceHome, startService } from './service-process.ts'

const RUNS = 5
/** From the navigation to the painted heading of the first view. */
const MOST_SECONDS = 1.5
/** Lighthouse's "slow 4G" (mobileSlow4G): 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up. */
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
}
/** Lighthouse's factor for a phone of the middle class. */
const CPU_SLOWDOWN = 4

/** Keeps when the first heading was painted, and the largest element of the view. */
const WATCH = `
  window.__view = {};
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.__view.largest = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new MutationObserver((_, observer) => {
    if (document.querySelector('h1') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.__view.heading = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });
`

interface View {
  /** Milliseconds from the navigation to the first heading's frame. */
  heading: number
  /** Milliseconds to the largest contentful paint. */
  largest: number
  /** Bytes that came over the line, headers included. */
  bytes: number
}

interface Visit {
  browser: Browser
  url: string
  cpuSlowdown: number
  signIn?: { username: string; password: string }
}

async function throttle(page: Page, cpuSlowdown: number): Promise<() => number> {
  const devtools = await page.context().newCDPSession(page)
  let bytes = 0
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', SLOW_4G)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })
  return () => bytes
}

/** A browser that was never here before: nothing is cached. */
async function visit({ browser, url, cpuSlowdown, signIn }: Visit): Promise<View> {
  const context = await browser.newContext({ baseURL: url, locale: 'en-GB' })
  try {
    const page = await context.newPage()
    if (signIn !== undefined)
      await page.request.post('/api/v1/auth/session', {
        data: signIn,
        headers: { 'sec-fetch-site': 'same-origin' },
      })
    await page.addInitScript(WATCH)
    const bytes = await throttle(page, cpuSlowdown)
    await page.goto('/console/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    const seen = (await page.evaluate('window.__view')) as { heading: number; largest: number }
    return { ...seen, bytes: bytes() }
  } finally {
    await context.close()
  }
}

interface Views {
  name: string
  /** Seconds; none for figures that only give context. */
  target?: number
  views: readonly View[]
  cpuSlowdown: number
}

function rowsOf({ name, views, cpuSlowdown, target }: Views): BenchRow[] {
  const seconds = (pick: (view: View) => number) => median(views.map(pick)) / 1000
  const bytes = median(views.map((view) => view.bytes)) / 1000
  return [
    {
      name,
      measured: seconds(({ heading }) => heading),
      unit: 's',
      ...(target !== undefined && { target: atMost(target) }),
      notes:
        `navigation to the painted heading, nothing cached, slow 4G (1.6 Mbit/s, 150 ms), ` +
        `processor ${cpuSlowdown} times slower; median of ${views.length}; largest paint ` +
        `${seconds(({ largest }) => largest).toFixed(2)} s; ${bytes.toFixed(0)} kB transferred`,
    },
  ]
}

async function measure(
  { env, url }: { env: ServiceHome['env']; url: string },
  runs: number,
  progress: (message: string) => void,
): Promise<BenchRow[]> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox'],
  })
  const signIn = { username: String(env.ADMIN_USERNAME), password: String(env.ADMIN_PASSWORD) }
  const cases: (Omit<Visit, 'browser' | 'url'> & { name: string; target?: number })[] = [
    { name: 'Sign-in, first visit', cpuSlowdown: CPU_SLOWDOWN, target: MOST_SECONDS },
    { name: 'Sign-in, first visit (this processor)', cpuSlowdown: 1 },
    { name: 'Overview, signed in, first visit', cpuSlowdown: CPU_SLOWDOWN, signIn },
  ]
  try {
    const rows: BenchRow[] = []
    for (const { name, target, ...how } of cases) {
      const views: View[] = []
      for (let run = 0; run < runs; run += 1) {
        views.push(await visit({ browser, url, ...how }))
        progress(`${name}: ${JSON.stringify(views.at(-1))}`)
      }
      const { cpuSlowdown } = how
      rows.push(...rowsOf({ name, views, cpuSlowdown, ...(target !== undefined && { target }) }))
    }
    return rows
  } finally {
    await browser.close()
  }
}

/** How soon a page of the console is there on a slow line and a slow device. */
export const bench: Bench = {
  name: 'console',
  title: 'First view of the console',
  run: async ({ quick, progress }) => {
    if (findChromium() === undefined) throw new Error('There is no Chromium on PATH')
    const folder = mkdtempSync(join(tmpdir(), 'dataspace-console-'))
    const home = createServiceHome()
    try {
      await buildConsole(folder)
      const env = { ...home.env, CONSOLE_PATH: folder }
      const service = await startService({ ...home, env })
      try {
        return await measure({ env, url: service.url }, quick ? 2 : RUNS, progress)
      } finally {
        await service.stop()
      }
    } finally {
      home.remove()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
