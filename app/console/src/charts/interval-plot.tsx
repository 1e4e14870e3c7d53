import { scaleLinear } from 'd3-scale'
import { BottomAxis, type Plot } from './axes.tsx'
import { ChartFrame, type ChartTexts } from './chart-frame.tsx'
import type { NumberAxis } from './line-chart.tsx'
import { Mark } from './mark.tsx'
import { DIMMED, inkOf, QUIET } from './tone.ts'

/** A figure with its interval; without a figure, `text` says why there is none. */
export interface IntervalRow {
  readonly name: string
  /** Heading of the rows from here on. */
  readonly heading?: string
  readonly value: number | null
  readonly low?: number
  readonly high?: number
  /** The figure in words, shown beside the name. */
  readonly text: string
}

interface IntervalPlotProps extends ChartTexts {
  readonly axis: NumberAxis
  readonly rows: readonly IntervalRow[]
  /** A line from top to bottom to compare with. */
  readonly reference?: { readonly at: number; readonly name: string }
}

const ROW = 40
const HEADING = 26
const TOP = 26
const BOTTOM = 46

const heightOf = (rows: readonly IntervalRow[]): number =>
  rows.reduce((sum, { heading }) => sum + ROW + (heading === undefined ? 0 : HEADING), TOP + BOTTOM)

/** Figures one below the other, each with its interval: a forest plot. */
export function IntervalPlot({ axis, rows, reference, ...texts }: IntervalPlotProps) {
  return (
    <ChartFrame {...texts} height={() => heightOf(rows)}>
      {(width, height) => {
        const plot: Plot = { left: 8, right: width - 8, top: TOP, bottom: height - BOTTOM }
        const toX = scaleLinear(axis.domain, [plot.left + 12, plot.right - 12])
        const ticks = toX.ticks(width < 420 ? 4 : 6)
        const at = reference && toX(reference.at)
        return (
          <>
            <BottomAxis
              plot={plot}
              label={axis.label}
              ticks={ticks.map((value) => ({ at: toX(value), text: axis.format(value) }))}
            />
            {at !== undefined && (
              <g fill={DIMMED}>
                <line
                  x1={at}
                  x2={at}
                  y1={TOP}
                  y2={plot.bottom}
                  stroke={DIMMED}
                  strokeDasharray="4 4"
                />
                <text x={at} y={14} textAnchor={at > width * 0.6 ? 'end' : 'middle'}>
                  {reference?.name}
                </text>
              </g>
            )}
            {placed(rows).map(({ row, top }) => (
              <DrawnRow key={`${row.heading}${row.name}`} {...{ row, top, toX, plot }} />
            ))}
          </>
        )
      }}
    </ChartFrame>
  )
}

/** Each row with the height at which it begins. */
function placed(rows: readonly IntervalRow[]): { row: IntervalRow; top: number }[] {
  let top = TOP
  return rows.map((row) => {
    const begins = top
    top += ROW + (row.heading === undefined ? 0 : HEADING)
    return { row, top: begins }
  })
}

interface DrawnRowProps {
  readonly row: IntervalRow
  readonly top: number
  readonly toX: (value: number) => number
  readonly plot: Plot
}

function DrawnRow({ row, top, toX, plot }: DrawnRowProps) {
  const { heading, name, value, low, high, text } = row
  const start = top + (heading === undefined ? 0 : HEADING)
  const middle = start + 28
  const ink = inkOf('blue')
  // The grid's lines must not run through the words.
  const words = { fill: 'var(--mantine-color-text)', paintOrder: 'stroke' as const }
  const halo = { stroke: 'var(--mantine-color-body)', strokeWidth: 4 }
  return (
    <g>
      {heading !== undefined && (
        <text x={plot.left} y={top + 18} fontWeight={600} {...words} {...halo}>
          {heading}
        </text>
      )}
      <text x={plot.left} y={start + 14} {...words} {...halo}>
        {name}
      </text>
      <text x={plot.right} y={start + 14} textAnchor="end" {...words} {...halo}>
        {text}
      </text>
      <line x1={plot.left} x2={plot.right} y1={middle} y2={middle} stroke={QUIET} />
      {low !== undefined && high !== undefined && (
        <path
          d={`M${toX(low)},${middle - 4}v8m0,-4H${toX(high)}m0,-4v8`}
          stroke={ink}
          strokeWidth={2}
          fill="none"
        />
      )}
      {value !== null && <Mark shape="square" x={toX(value)} y={middle} ink={ink} />}
    </g>
  )
}
