import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAlert, runbookOf } from '../../../components/monitoring/rules/rule.ts'
import { ruleGroups } from '../../../components/monitoring/rules/rule-groups.ts'

const ROOT = join(import.meta.dirname, '../../..')
const FOLDER = join(ROOT, 'docs/runbooks')
const alerts = ruleGroups().flatMap(({ rules }) => rules.filter(isAlert))

describe('runbooks', () => {
  it.each(alerts.map((rule) => [rule.alert, rule] as const))(
    'tell what to do about %s',
    (alert, rule) => {
      const path = rule.annotations.runbook_url
      expect(path).toBe(`docs/runbooks/${runbookOf(alert)}`)
      const text = readFileSync(join(ROOT, path), 'utf8')
      expect(text.split('\n')[0]).toBe(`# ${alert}`)
      const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)
      expect(headings).toEqual(['What it means', 'Check', 'Mend', 'Who'])
      // Says as the rule does how fast to look.
      const { severity } = rule.labels
      expect(text.split('\n')[2]?.toLowerCase()).toMatch(new RegExp(`^${severity}, `))
    },
  )

  it('are of alerts that exist, and lead to pages that exist', () => {
    const files = readdirSync(FOLDER)
    expect(files.sort()).toEqual(alerts.map(({ alert }) => runbookOf(alert)).sort())
    for (const file of files)
      for (const [, link = ''] of readFileSync(join(FOLDER, file), 'utf8').matchAll(
        /\]\(([^)#]+)/g,
      ))
        expect(existsSync(join(FOLDER, link)), `${file}: ${link}`).toBe(true)
  })

  it('are found by the address that the settings name', () => {
    const [group] = ruleGroups({ runbooks: 'https://git.example/runbooks' })
    const text = JSON.stringify(group)
    expect(text).toContain('https://git.example/runbooks/error-budget-burn-hour.md')
    expect(runbookOf('HighCPUUsage')).toBe('high-cpu-usage.md')
    expect(runbookOf('APIDown')).toBe('api-down.md')
  })
})
