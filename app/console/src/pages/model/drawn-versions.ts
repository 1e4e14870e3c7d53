import type { ChartLine } from '../../charts/line-chart.tsx'
import type { Evaluation } from './queries.ts'

/** A version as a line of a chart; without a name it stands alone. */
export interface DrawnVersion {
  readonly evaluation: Evaluation
  readonly name?: string
}

/** How the first and the second version are drawn: apart by tone, dashes and marks. */
export const LOOKS = [
  { tone: 'blue', mark: 'circle' },
  { tone: 'orange', mark: 'triangle', dash: '7 4' },
] as const satisfies readonly Partial<ChartLine>[]

/** How what is to be compared with is drawn. */
export const YARDSTICK = { tone: 'gray', dash: '2 4' } as const
