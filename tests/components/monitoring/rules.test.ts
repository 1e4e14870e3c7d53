import { describe, expect, it } from 'vitest'
import { isAlert } from '../../../components/monitoring/rules/rule.ts'
import { ruleFiles, ruleGroups } from '../../../components/monitoring/rules/rule-groups.ts'
import { ALERT_CASES } from './alert-cases.ts'
import type { AlertCase } from './alert-series.ts'
import { hasProgram, runWith } from './programs.ts'

const alerts = ruleGroups().flatMap(({ rules }) => rules.filter(isAlert))

/** One test as promtool takes it. */
function promtoolTest(name: string, { title, series, at, every = '1m', rings }: AlertCase) {
  const rule = alerts.find(({ alert }) => alert === name)
  return {
    name: title,
    interval: every,
    input_series: series.map(([selector, values]) => ({ series: selector, values })),
    alert_rule_test: [
      {
        eval_time: at,
        alertname: name,
        exp_alerts: rings.map(({ labels, says }) => ({
          exp_labels: { ...labels, ...rule?.labels },
          exp_annotations: { ...rule?.annotations, description: says },
        })),
      },
    ],
  }
}

/** The file of an alert, and the records that it may use. */
const filesOf = (alert: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ruleFiles()).filter(
      ([file, text]) => file.includes('objective') || text.includes(`alert: ${alert}\n`),
    ),
  )

describe.skipIf(!hasProgram('promtool'))('the rules, as Prometheus reads them', () => {
  it('are rules', () => {
    const files = ruleFiles()
    const { code, output } = runWith(files, 'promtool', ['check', 'rules', ...Object.keys(files)])
    expect(output).not.toContain('FAILED')
    expect(code).toBe(0)
  })

  it.each(Object.keys(ALERT_CASES))('ring %s when it is so, and only then', (name) => {
    const rules = filesOf(name)
    const tests = {
      rule_files: Object.keys(rules),
      evaluation_interval: ALERT_CASES[name]?.[0]?.every ?? '1m',
      tests: ALERT_CASES[name]?.map((one) => promtoolTest(name, one)),
    }
    const files = { ...rules, 'tests.yaml': JSON.stringify(tests) }
    const { code, output } = runWith(files, 'promtool', ['test', 'rules', 'tests.yaml'])
    expect(output).toContain('SUCCESS')
    expect(code).toBe(0)
  })
})

describe('the rules', () => {
  it('have each a case that rings and one that does not', () => {
    expect(Object.keys(ALERT_CASES).sort()).toEqual(alerts.map(({ alert }) => alert).sort())
    for (const cases of Object.values(ALERT_CASES)) {
      expect(cases.some(({ rings }) => rings.length > 0)).toBe(true)
      expect(cases.some(({ rings }) => rings.length === 0)).toBe(true)
    }
  })

  it('are named once', () => {
    const names = ruleGroups().map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length)
  })

  it('watch the named namespaces alone when there are any, and take their limits from settings', () => {
    const text = Object.values(ruleFiles({ namespaces: ['a', 'b'], backupHours: 12 })).join('\n')
    expect(text).toContain('namespace=~"a|b"')
    expect(text).toContain('> 43200')
    expect(Object.values(ruleFiles()).join('\n')).not.toContain('namespace=~')
  })
})
