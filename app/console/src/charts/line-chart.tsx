import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { BottomAxis, LeftAxis, type Plot } from './axes.tsx'
import { ChartFrame, type ChartTexts } from './chart-frame.tsx'
import { LineKey } from './legend.tsx'
import { Mark, type Shape } from './mark.tsx'
import { inkOf, type Tone } from './tone.ts'

/** A point of a line; where `low` and `high` are given, so is its interval. */
export interface ChartPoint {
  readonly x: number
  readonly y: number
  readonly low?: number
  readonly high?: number
}

/** A line, told from others by dashes and marks as well as by tone. */
export interface ChartLine {
  readonly name: string
  readonly points: readonly ChartPoint[]
  readonly tone: Tone
  /** SVG dash pattern. @default a whole line */
  readonly dash?: string
  /** Mark at each point. @default none */
  readonly mark?: Shape
  /** How intervals are drawn. @default bars */
  readonly interval?: 'bars' | 'band'
}

/** An axis of numbers. */
export interface NumberAxis {
  /** What is shown, with its unit. */
  readonly label: string
  readonly domain: readonly [number, number]
  readonly format: (value: number) => string
}

interface LineChartProps extends ChartTexts {
  readonly x: NumberAxis
  readonly y: NumberAxis
  readonly lines: readonly ChartLine[]
  /** Height as a share of the width, up to `maxHeight`. @default 0.6 */
  readonly aspect?: number
  /** Pixels. @default 360 */
  readonly maxHeight?: number
}

/** Lines over numbers: ROC curves, reliability with intervals, figures over time with a band. */
export function LineChart({
  x,
  y,
  lines,
  aspect = 0.6,
  maxHeight = 360,
  ...texts
}: LineChartProps) {
  return (
    <ChartFrame
      {...texts}
      height={(width) => Math.max(220, Math.min(maxHeight, width * aspect))}
      legend={lines.map((one) => <LineKey key={one.name} {...one} />)}
    >
      {(width, height) => {
        const plot: Plot = { left: 48, right: width - 16, top: 28, bottom: height - 44 }
        const toX = scaleLinear(x.domain, [plot.left, plot.right])
        const toY = scaleLinear(y.domain, [plot.bottom, plot.top])
        const ticksOf = (scale: typeof toX, axis: NumberAxis, count: number) =>
          scale.ticks(count).map((value) => ({ at: scale(value), text: axis.format(value) }))
        return (
          <>
            <LeftAxis plot={plot} label={y.label} ticks={ticksOf(toY, y, 5)} />
            <BottomAxis
              plot={plot}
              label={x.label}
              ticks={ticksOf(toX, x, width < 420 ? 4 : 6)}
              grid
            />
            {lines.map((one) => (
              <DrawnLine key={one.name} line={one} toX={toX} toY={toY} />
            ))}
          </>
        )
      }}
    </ChartFrame>
  )
}

type Scale = (value: number) => number

function DrawnLine({ line: one, toX, toY }: { line: ChartLine; toX: Scale; toY: Scale }) {
  const { points, tone, dash, mark, interval = 'bars' } = one
  const ink = inkOf(tone)
  const path = line<ChartPoint>(
    ({ x }) => toX(x),
    ({ y }) => toY(y),
  )
  const band = area<ChartPoint>()
    .x(({ x }) => toX(x))
    .y0(({ low, y }) => toY(low ?? y))
    .y1(({ high, y }) => toY(high ?? y))
  return (
    <g>
      {interval === 'band' && <path d={band(points) ?? ''} fill={ink} opacity={0.15} />}
      {interval === 'bars' &&
        points.map(({ x, low, high }) =>
          low === undefined || high === undefined ? null : (
            <path
              key={x}
              d={`M${toX(x) - 4},${toY(low)}h8m-4,0V${toY(high)}m-4,0h8`}
              fill="none"
              stroke={ink}
            />
          ),
        )}
      <path
        d={path(points) ?? ''}
        fill="none"
        stroke={ink}
        strokeWidth={2}
        strokeDasharray={dash}
        strokeLinejoin="round"
      />
      {mark !== undefined &&
        points.map(({ x, y }) => <Mark key={x} shape={mark} x={toX(x)} y={toY(y)} ink={ink} />)}
    </g>
  )
}
