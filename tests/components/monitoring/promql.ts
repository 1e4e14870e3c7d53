import { parser } from '@prometheus-io/lezer-promql'

/** What Grafana puts in before it asks; any duration and any value do for a parser. */
const GRAFANA: Readonly<Record<string, string>> = {
  $__rate_interval: '1m',
  $institution: 'ukhd',
  $namespace: 'readmission',
}

/** What a query reads: its metrics, or where it is no PromQL. */
export interface ParsedQuery {
  readonly metrics: readonly string[]
  /** Places of syntax errors, from the query's start. */
  readonly errors: readonly number[]
}

/** Parses a query with Prometheus' own grammar. */
export function parseQuery(query: string): ParsedQuery {
  const text = query.replaceAll(/\$\w+/g, (name) => GRAFANA[name] ?? name)
  const metrics: string[] = []
  const errors: number[] = []
  parser.parse(text).iterate({
    enter(node) {
      if (node.type.isError) errors.push(node.from)
      if (node.name !== 'VectorSelector') return
      const name = node.node.getChild('Identifier')
      // `{__name__="…"}` would hide a name from this check.
      if (name === null) errors.push(node.from)
      else metrics.push(text.slice(name.from, name.to))
    },
  })
  return { metrics, errors }
}
