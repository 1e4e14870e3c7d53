import type { EvaluationReport, ProbabilityHistogram } from '../report.ts'
import { linearScale, type Scale, xAxis, yAxis } from './axis.ts'
import { figure } from './figure.ts'
import { decimals, percent } from './format.ts'
import { type Markup, markup } from './markup.ts'

const WIDTH = 470
const HEIGHT = 450
const PLOT = { left: 64, right: 444, top: 10, bottom: 310 }
const HISTOGRAM = { top: 322, bottom: 390 }

const share = (value: number): string => `${Number((100 * value).toFixed(1))} %`

function histogramBars({ rows, max }: ProbabilityHistogram, x: Scale): Markup[] {
  const width = max / rows.length
  const y = linearScale([0, Math.max(...rows, 1)], [HISTOGRAM.bottom, HISTOGRAM.top])
  return rows.flatMap((n, bin) => {
    const left = x(bin * width)
    const wide = x((bin + 1) * width) - left
    if (n === 0 || wide < 0.5) return []
    return [
      markup`<rect class="bar" x="${left}" width="${(wide - 0.5).toFixed(2)}" y="${y(n)}" height="${(HISTOGRAM.bottom - y(n)).toFixed(2)}"/>`,
    ]
  })
}

/** Share of the rows in histogram bins that begin at or beyond `limit`. */
function shareBeyond({ rows, max }: ProbabilityHistogram, limit: number): number {
  const total = rows.reduce((a, b) => a + b, 0)
  const beyond = rows.filter((_, bin) => (bin * max) / rows.length >= limit - 1e-9)
  return beyond.reduce((a, b) => a + b, 0) / total
}

/** Predicted probability against what happened, with intervals, over a histogram of the stays. */
export function reliabilityPlot(report: EvaluationReport): Markup {
  const { reliability: bins, histogram } = report
  const highest = Math.max(...bins.map((bin) => Math.max(bin.meanProbability, bin.interval.high)))
  const limit = Math.min(1, Math.ceil(highest * 20 + 0.2) / 20)
  const x = linearScale([0, limit], [PLOT.left, PLOT.right])
  const y = linearScale([0, limit], [PLOT.bottom, PLOT.top])
  const beyond = shareBeyond(histogram, limit)
  return figure({
    id: 'reliability',
    title: 'Reliability plot',
    description: bins
      .map((b) => `Predicted ${percent(b.meanProbability)}, observed ${percent(b.observedRate)}.`)
      .join(' '),
    width: WIDTH,
    height: HEIGHT,
    caption: `Each point is about a tenth of the stays; bars are 95 % binomial (Wilson) intervals. On the dotted line the predicted risk is what happened. Below: how many stays have which risk${
      beyond > 0 ? `; ${decimals(100 * beyond, 1)} % of them lie beyond the axis` : ''
    }.`,
    content: [
      yAxis({ scale: y, at: PLOT.left, gridTo: PLOT.right, label: 'Readmitted', show: share }),
      xAxis({
        scale: x,
        at: HISTOGRAM.bottom,
        gridTo: PLOT.top,
        label: 'Predicted probability',
        show: share,
      }),
      ...histogramBars(histogram, x),
      markup`<line class="reference" x1="${x(0)}" y1="${y(0)}" x2="${x(limit)}" y2="${y(limit)}"/>`,
      ...bins.map((bin) => {
        const at = x(bin.meanProbability)
        return markup`<line class="whisker" x1="${at}" x2="${at}" y1="${y(bin.interval.low)}" y2="${y(bin.interval.high)}"/><circle class="point" cx="${at}" cy="${y(bin.observedRate)}" r="4"/>`
      }),
    ],
  })
}
