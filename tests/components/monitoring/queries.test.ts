import { describe, expect, it } from 'vitest'
import { METRIC_LABELS, METRIC_NAMES } from '../../../app/metrics/metric-names.ts'
import { createMetrics } from '../../../app/metrics/metrics.ts'
import { BOARDS } from '../../../components/monitoring/dashboards/dashboard-files.ts'
import { isAlert } from '../../../components/monitoring/rules/rule.ts'
import { ruleGroups } from '../../../components/monitoring/rules/rule-groups.ts'
import { EXPORTER_METRICS } from './exporter-metrics.ts'
import { parseQuery } from './promql.ts'

const rules = ruleGroups({ namespaces: ['readmission'] }).flatMap(({ rules }) => rules)
const records = rules.flatMap((rule) => (isAlert(rule) ? [] : [rule.record]))

/** Every query by where it stands. */
const QUERIES: readonly (readonly [string, string])[] = [
  ...rules.map((rule) => [isAlert(rule) ? rule.alert : rule.record, rule.expr] as const),
  ...BOARDS.flatMap(({ title, rows }) =>
    rows
      .flat()
      .flatMap((panel) =>
        panel.queries.map(({ expr }) => [`${title}: ${panel.title}`, expr] as const),
      ),
  ),
]

/** Names that can be asked for: a histogram has three. */
function serviceMetrics(): Set<string> {
  const keys = Object.keys(METRIC_NAMES) as (keyof typeof METRIC_NAMES)[]
  return new Set(
    keys.flatMap((key) => {
      const name = METRIC_NAMES[key]
      if (METRIC_LABELS[key].type !== 'histogram') return [name]
      return ['_bucket', '_sum', '_count'].map((end) => `${name}${end}`)
    }),
  )
}

describe('queries of rules and boards', () => {
  const exported = new Set(Object.values(EXPORTER_METRICS).flatMap(({ metrics }) => metrics))
  const own = serviceMetrics()

  it.each(QUERIES)('%s is PromQL, and names metrics that exist', (_, expr) => {
    const { metrics, errors } = parseQuery(expr)
    expect(errors).toEqual([])
    expect(metrics.length).toBeGreaterThan(0)
    const unknown = metrics.filter(
      (name) => !own.has(name) && !exported.has(name) && !records.includes(name),
    )
    expect(unknown).toEqual([])
  })

  it('ask for labels that the service’s metrics have', () => {
    const texts = QUERIES.map(([, expr]) => expr)
    const keys = Object.keys(METRIC_NAMES) as (keyof typeof METRIC_NAMES)[]
    const given = ['job', 'instance', 'namespace', 'pod', 'le']
    for (const key of keys) {
      const labels: readonly string[] = [...METRIC_LABELS[key].labels, ...given]
      const selectors = new RegExp(`\\b${METRIC_NAMES[key]}(?:_bucket)?\\{([^}]*)\\}`, 'g')
      for (const [, selector = ''] of texts.flatMap((text) => [...text.matchAll(selectors)]))
        for (const [, label = ''] of selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)"/g))
          expect(labels, `${METRIC_NAMES[key]}{${selector}}`).toContain(label)
    }
  })

  it('read everything of the model that the service tells', () => {
    const asked = new Set(QUERIES.flatMap(([, expr]) => parseQuery(expr).metrics))
    const unread = Object.values(METRIC_NAMES).filter(
      (name) => !asked.has(name) && !asked.has(`${name}_bucket`),
    )
    // Requests being served now: for a look at one replica.
    expect(unread).toEqual(['active_connections'])
  })

  it('read of the exporters only what the list says, and all of it', () => {
    const asked = new Set(QUERIES.flatMap(([, expr]) => parseQuery(expr).metrics))
    const variables = BOARDS.flatMap(({ variables }) => variables.map(({ query }) => query)).join()
    const unread = [...exported].filter((name) => !asked.has(name) && !variables.includes(name))
    expect(unread).toEqual([])
  })

  it('of the process are of metrics that the service has', async () => {
    const text = await createMetrics().registry.metrics()
    for (const name of EXPORTER_METRICS['prom-client, of the service’s process']?.metrics ?? [])
      expect(text).toContain(`# TYPE ${name} `)
  })

  it('are refused when they are none, or hide their metric', () => {
    expect(parseQuery('sum(rate(a[5m])').errors).not.toEqual([])
    expect(parseQuery('{__name__="a"}').errors).not.toEqual([])
    expect(parseQuery('a / on () b{c="d"}').metrics).toEqual(['a', 'b'])
  })
})
