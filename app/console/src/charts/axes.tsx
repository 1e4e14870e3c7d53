import { DIMMED, QUIET } from './tone.ts'

/** A mark of an axis. */
export interface Tick {
  /** Pixels from the left, or from the top. */
  readonly at: number
  readonly text: string
}

/** The room of the data within a picture, in pixels. */
export interface Plot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

interface AxisProps {
  readonly plot: Plot
  readonly ticks: readonly Tick[]
  /** What is shown, with its unit. */
  readonly label: string
}

/** Marks below the data, with grid lines where `grid` is set. */
export function BottomAxis({ plot, ticks, label, grid }: AxisProps & { readonly grid?: boolean }) {
  const { left, right, top, bottom } = plot
  return (
    <g fill={DIMMED} textAnchor="middle">
      <line x1={left} x2={right} y1={bottom} y2={bottom} stroke={DIMMED} />
      {ticks.map(({ at, text }) => (
        <g key={at}>
          {grid && <line x1={at} x2={at} y1={top} y2={bottom} stroke={QUIET} />}
          <line x1={at} x2={at} y1={bottom} y2={bottom + 4} stroke={DIMMED} />
          <text x={at} y={bottom + 17}>
            {text}
          </text>
        </g>
      ))}
      <text x={(left + right) / 2} y={bottom + 36}>
        {label}
      </text>
    </g>
  )
}

/** Marks left of the data with grid lines; the label stands above, where it can be read. */
export function LeftAxis({ plot, ticks, label }: AxisProps) {
  const { left, right, top } = plot
  return (
    <g fill={DIMMED}>
      {ticks.map(({ at, text }) => (
        <g key={at}>
          <line x1={left} x2={right} y1={at} y2={at} stroke={QUIET} />
          <text x={left - 8} y={at + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      <text x={0} y={top - 12}>
        {label}
      </text>
    </g>
  )
}
