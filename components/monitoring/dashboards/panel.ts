/** How values are written; ids of Grafana's unit registry. */
export type Unit =
  | 'reqps'
  | 's'
  | 'percentunit'
  | 'short'
  | 'bytes'
  | 'none'
  | 'dateTimeFromNow'
  | 'cps'

/** The data source that a board's reader chooses. */
export const DATASOURCE = { type: 'prometheus', uid: '$datasource' } as const

/** A question to Prometheus and the name of its answer. */
export interface Query {
  readonly expr: string
  /** Legend, with labels as `{{institution}}`. */
  readonly legend: string
}

/** Where a value changes its colour; the first one has no value. */
export interface Threshold {
  readonly color: 'green' | 'yellow' | 'orange' | 'red'
  readonly value: number | null
}

/** One panel, before it has a place. */
export interface Panel {
  readonly title: string
  /** What a reader has to know: meaning, source, what is good. */
  readonly description: string
  readonly type: 'timeseries' | 'stat' | 'bargauge' | 'table'
  readonly unit: Unit
  readonly queries: readonly Query[]
  readonly min?: number
  readonly max?: number
  readonly decimals?: number
  readonly thresholds?: readonly Threshold[]
  /** Draws series on top of each other, for parts of a whole. @default false */
  readonly stacked?: boolean
}

/** Where a panel is, in 24 columns. */
export interface GridPosition {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** A panel as Grafana reads it. */
export function panelJson(panel: Panel, id: number, gridPos: GridPosition) {
  const { title, description, type, unit, queries, min, max, decimals, thresholds } = panel
  // Only values at this moment matter where one number is shown.
  const instant = type !== 'timeseries'
  return {
    id,
    type,
    title,
    description,
    gridPos,
    datasource: DATASOURCE,
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCodePoint(65 + index),
      datasource: DATASOURCE,
      expr,
      legendFormat: legend,
      instant,
      range: !instant,
      ...(type === 'table' && { format: 'table' }),
    })),
    fieldConfig: {
      defaults: {
        unit,
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
        ...(decimals !== undefined && { decimals }),
        thresholds: { mode: 'absolute', steps: thresholds ?? [{ color: 'green', value: null }] },
        ...(type === 'timeseries' && { custom: lines(panel) }),
      },
      overrides: [],
    },
    options: OPTIONS[type],
  }
}

const lines = ({ stacked = false, thresholds }: Panel) => ({
  drawStyle: 'line',
  lineWidth: 1,
  fillOpacity: stacked ? 60 : 10,
  showPoints: 'never',
  spanNulls: false,
  stacking: { mode: stacked ? 'normal' : 'none', group: 'A' },
  thresholdsStyle: { mode: thresholds === undefined ? 'off' : 'dashed' },
})

const LAST = { calcs: ['lastNotNull'], fields: '', values: false }

const OPTIONS = {
  timeseries: {
    legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
    tooltip: { mode: 'multi', sort: 'desc' },
  },
  stat: { reduceOptions: LAST, colorMode: 'value', graphMode: 'none', textMode: 'auto' },
  bargauge: { reduceOptions: LAST, orientation: 'horizontal', displayMode: 'basic' },
  table: { showHeader: true, cellHeight: 'sm' },
} as const
