import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layoutGraph, ROW } from '../../../../images/kaapana/report/graph-layout.ts'
import { planPage } from '../../../../images/kaapana/report/plan-page.ts'
import { chartOf, containerOf, planOf } from '../plan-of.ts'
import { SAMPLE } from './sample-plan.ts'

const PAGE = planPage(SAMPLE)

const matches = (page: string, pattern: RegExp) =>
  [...page.matchAll(pattern)].map(([, part]) => part)

test('draws every selected image once, and a line for every base', () => {
  expect(matches(PAGE, /<a class="node[^>]* data-image="([^"]*)"/g).toSorted()).toEqual(
    SAMPLE.levels.flat().toSorted(),
  )
  expect(matches(PAGE, /<path[^>]* data-base="([^"]*)"/g).toSorted()).toEqual([
    'gpu',
    'python',
    'python',
    'tools',
  ])
})

test('marks the longest chain', () => {
  expect(matches(PAGE, /<a class="node[^"]*critical" href="#image-([^"]*)"/g)).toEqual([
    'python',
    'gpu',
    'deep',
  ])
  expect(matches(PAGE, /<path class="critical" data-base="([^"]*)"/g)).toEqual(['python', 'gpu'])
})

test('says of each image in words what its lines show', () => {
  expect(PAGE).toContain(
    'aria-label="python, local only, no base of the checkout, 3 images built from it"',
  )
  expect(PAGE).toContain('aria-label="app, built from python and tools, nothing is built from it"')
  expect(PAGE).toMatch(/<svg[^>]*aria-labelledby="graph-title graph-description"/)
})

test('leads every link to a place on the page', () => {
  const ids = new Set(matches(PAGE, / id="([^"]*)"/g))
  const links = matches(PAGE, / href="([^"]*)"/g)
  expect(links.filter((link) => !ids.has(link?.slice(1)))).toEqual([])
  expect(links.length).toBeGreaterThan(6)
})

test('needs nothing else, and allows only the style and script that it holds', () => {
  const hashOf = (tag: string) => {
    const [text = ''] = matches(PAGE, new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  }
  const [policy] = matches(PAGE, /Content-Security-Policy" content="([^"]*)"/g)
  expect(policy).toBe(
    `default-src 'none'; style-src ${hashOf('style')}; script-src ${hashOf('script')}; base-uri 'none'; form-action 'none'`,
  )
  expect(PAGE).not.toMatch(/ (src|style|on\w+)=/)
  expect(PAGE.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//)
})

test('shows each chart once below the platform, and where it came before', () => {
  expect(matches(PAGE, /<b>([a-z-]*chart|library|collection|other)<\/b>/g)).toEqual([
    'kaapana-admin-chart',
    'app-chart',
    'library',
    'collection',
  ])
  expect(PAGE).toContain('<li class="quiet">library, above</li>')
})

test('takes names for text, whatever they hold', () => {
  const evil = `</title></style><script>alert("1")</script>'&<img src=x onerror=y>`
  const issue = { rule: evil, severity: 'error', file: evil, message: evil } as const
  const page = planPage(
    planOf(
      [
        containerOf(evil, { externalBases: [evil], usedBy: [evil], dockerfile: evil }),
        containerOf('b', { bases: [evil], digest: evil }),
        containerOf(`${evil}2`, { selected: false }),
      ],
      {
        version: evil,
        registry: evil,
        platformChart: evil,
        charts: [chartOf(evil, { containers: [evil], dependencies: [evil, `${evil}3`] })],
        ignored: [evil],
        issues: [issue],
      },
    ),
  )
  expect(page.split('<script>')).toHaveLength(2)
  expect(page.split('</style>')).toHaveLength(2)
  expect(page).not.toContain('<img')
  expect(page).not.toMatch(/ onerror=(?!y&gt;)/)
})

test('is complete without any image', () => {
  expect(planPage(planOf([]))).toContain('<h2 id="images-title">Images</h2>')
})

test('on any graph no box covers another or leaves the picture', () => {
  const graphs = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 30 })
  fc.assert(
    fc.property(graphs, (picks) => {
      const plan = planOf(
        picks.map((picked, index) =>
          containerOf(`i${index}`, {
            bases: index === 0 ? [] : [...new Set(picked.map((pick) => `i${pick % index}`))],
          }),
        ),
      )
      const { images, width, height } = layoutGraph(plan)
      expect(images).toHaveLength(picks.length)
      for (const [index, one] of images.entries()) {
        expect(one.y).toBeGreaterThanOrEqual(-1e-6)
        expect(one.y + ROW.height).toBeLessThanOrEqual(height + 1e-6)
        expect(one.x + one.width).toBeLessThanOrEqual(width + 1e-6)
        for (const other of images.slice(index + 1))
          if (one.x === other.x)
            expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(ROW.pitch - 1e-6)
      }
    }),
    { numRuns: 60 },
  )
})
