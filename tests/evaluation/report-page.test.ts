import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { renderReport } from '../../app/evaluation/html/render.ts'
import { isPrepared, PYTHON } from '../python/environment.ts'
import { generateReport } from './generated-evaluation.ts'

const countOf = (page: string, text: string): number => page.split(text).length - 1

describe('renderReport', () => {
  const report = generateReport()
  const page = renderReport(report)

  it.skipIf(!isPrepared())(
    'is well-formed to an XML parser, with unique ids that all resolve',
    () => {
      const script = `
import sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.read())
ids = [e.get("id") for e in root.iter() if e.get("id")]
assert len(ids) == len(set(ids)), ids
refs = [r for e in root.iter() for r in (e.get("aria-labelledby") or "").split()]
assert refs and set(refs) <= set(ids), (refs, ids)
`
      const { status, stderr } = spawnSync(PYTHON, ['-c', script], {
        input: page,
        encoding: 'utf8',
      })
      expect(stderr).toBe('')
      expect(status).toBe(0)
    },
  )

  it('needs no script, no file and no network', () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(/)
    const addresses = page.match(/https?:[^"\s]*/g) ?? []
    expect(new Set(addresses)).toEqual(
      new Set(['http://www.w3.org/1999/xhtml', 'http://www.w3.org/2000/svg']),
    )
  })

  it('shows three pictures, each with title and description, and tables with captions', () => {
    expect(countOf(page, '<svg')).toBe(3)
    expect(countOf(page, '<desc')).toBe(3)
    expect(countOf(page, 'role="img"')).toBe(3)
    expect(countOf(page, '<table>')).toBe(8)
    expect(countOf(page, '<caption>')).toBe(8)
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/)
  })

  it('prints the figures of the report', () => {
    const { auc, aucInterval } = report.overall.ranking!
    expect(page).toContain(`<dd>${auc.toFixed(3)}`)
    expect(page).toContain(`${aucInterval.low.toFixed(3)}–${aucInterval.high.toFixed(3)}`)
    for (const { ranking } of report.baselines) expect(page).toContain(ranking.auc.toFixed(3))
    for (const hash of [report.model.sha256, report.data.fingerprint, report.data.heldOutSha256]) {
      expect(page).toContain(hash)
    }
    expect(countOf(page, 'class="curve model"')).toBe(2)
    expect(page).toContain('too few cases')
  })

  it('draws a curve from the lower left to the upper right corner of the plot', () => {
    expect(page).toMatch(/<path class="curve model" d="M64 390L[^"]*L444 10"\/>/)
  })

  it('follows the reader in light and dark, and prints', () => {
    expect(page).toContain('prefers-color-scheme: dark')
    expect(page).toContain('@media print')
  })

  it('escapes every name it is given', () => {
    const hostile = generateReport()
    const attack = `<script>alert("x")</script>&'`
    hostile.model.name = attack
    hostile.data.split = attack
    hostile.subgroups[0]!.group = attack
    hostile.model.card = { [attack]: attack }
    const text = renderReport(hostile)
    expect(text).not.toContain('<script')
    expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;')
  })

  it('puts warnings first and says where a model has no card', () => {
    const bare = generateReport()
    bare.model.card = null
    bare.warnings = [{ kind: 'leakage', text: 'The AUC is too good.' }]
    const text = renderReport(bare)
    expect(text).toContain('<strong>Probable leakage.</strong> The AUC is too good.')
    expect(text.indexOf('Probable leakage')).toBeLessThan(text.indexOf('class="tiles"'))
    expect(text).toContain('the model has no card and cannot be promoted')
  })
})
