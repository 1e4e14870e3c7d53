import { DATASOURCE, type Panel, panelJson } from './panel.ts'

/** Choices that a board's reader has beside the data source. */
export interface Variable {
  readonly name: string
  readonly label: string
  /** Query of Grafana's Prometheus data source, e.g. `label_values(up, job)`. */
  readonly query: string
}

/** A board: rows of panels that share the width. */
export interface Dashboard {
  /** Part of its address; never changes. */
  readonly uid: string
  readonly title: string
  readonly description: string
  readonly variables: readonly Variable[]
  readonly rows: readonly (readonly Panel[])[]
}

const COLUMNS = 24
const ROW_HEIGHT = 8

/** A dashboard as Grafana reads it: ids and places follow from the order of the panels. */
export function dashboardJson({ uid, title, description, variables, rows }: Dashboard) {
  const placed = rows.flatMap((row, y) => {
    const w = Math.floor(COLUMNS / row.length)
    return row.map((panel, x) => ({
      panel,
      place: { x: x * w, y: y * ROW_HEIGHT, w, h: ROW_HEIGHT },
    }))
  })
  return {
    uid,
    title,
    description,
    tags: ['dataspace'],
    // 39: Grafana 10 to 13 read it, newer ones migrate it when they load it.
    schemaVersion: 39,
    version: 1,
    editable: false,
    graphTooltip: 1,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    templating: { list: [DATASOURCE_VARIABLE, ...variables.map(variableJson)] },
    annotations: { list: [] },
    links: [],
    panels: placed.map(({ panel, place }, index) => panelJson(panel, index + 1, place)),
  }
}

const DATASOURCE_VARIABLE = {
  name: 'datasource',
  label: 'Data source',
  type: 'datasource',
  query: 'prometheus',
  current: { text: 'Prometheus', value: 'prometheus' },
  hide: 0,
}

const variableJson = ({ name, label, query }: Variable) => ({
  name,
  label,
  type: 'query',
  datasource: DATASOURCE,
  query: { query, refId: name },
  refresh: 2,
  includeAll: true,
  multi: true,
  allValue: '.*',
  current: { text: 'All', value: '$__all' },
  sort: 1,
  hide: 0,
})
