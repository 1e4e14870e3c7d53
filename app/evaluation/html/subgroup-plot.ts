import type { EvaluationReport, GroupFigures } from '../report.ts'
import { linearScale, type Scale, xAxis } from './axis.ts'
import { figure } from './figure.ts'
import { count, decimals, span } from './format.ts'
import { type Markup, markup } from './markup.ts'

const WIDTH = 940
const LINE = 26
const TOP = 34
const PLOT = { left: 290, right: 700 }

interface Line {
  dimension: string
  group: string
  figures: GroupFigures
}

const DIMENSION_NAMES = { institution: 'Institution', gender: 'Gender', age: 'Age' } as const

const linesOf = (report: EvaluationReport): Line[] => [
  { dimension: 'All stays', group: '', figures: report.overall },
  ...report.subgroups.map(({ dimension, group, figures }, i) => ({
    dimension: report.subgroups[i - 1]?.dimension === dimension ? '' : DIMENSION_NAMES[dimension],
    group,
    figures,
  })),
]

function scaleOf(lines: Line[]): Scale {
  const intervals = lines.flatMap(({ figures }) => figures.ranking?.aucInterval ?? [])
  const low = Math.min(0.5, ...intervals.map((interval) => interval.low))
  const high = Math.max(...intervals.map((interval) => interval.high))
  return linearScale(
    [Math.floor(low * 20) / 20, Math.min(1, Math.ceil(high * 20) / 20)],
    [PLOT.left, PLOT.right],
  )
}

function drawLine({ dimension, group, figures }: Line, index: number, x: Scale): Markup {
  const y = TOP + LINE * (index + 0.5)
  const names = markup`<text class="strong" x="4" y="${y + 4}">${dimension}</text><text x="106" y="${y + 4}">${group}</text><text x="274" y="${y + 4}" text-anchor="end">${count(figures.positives)} / ${count(figures.rows)}</text>`
  const { ranking } = figures
  if (!ranking) {
    return markup`${names}<text class="muted" x="${PLOT.left + 4}" y="${y + 4}">too few cases</text>`
  }
  const { auc, aucInterval } = ranking
  const mark =
    index === 0
      ? markup`<rect class="point" x="${x(auc) - 5}" y="${y - 5}" width="10" height="10" transform="rotate(45 ${x(auc)} ${y})"/>`
      : markup`<circle class="point" cx="${x(auc)}" cy="${y}" r="5"/>`
  return markup`${names}<line class="whisker" x1="${x(aucInterval.low)}" x2="${x(aucInterval.high)}" y1="${y}" y2="${y}"/>${mark}<text x="724" y="${y + 4}">${decimals(auc)} (${span(aucInterval)})</text>`
}

/** AUC with interval of every group, beside the overall one. */
export function subgroupPlot(report: EvaluationReport): Markup {
  const lines = linesOf(report)
  const x = scaleOf(lines)
  const bottom = TOP + LINE * lines.length + 6
  const overall = x(report.overall.ranking?.auc ?? Number.NaN)
  return figure({
    id: 'subgroups',
    title: 'AUC by group',
    description: lines
      .map(({ dimension, group, figures: { ranking, missing } }) =>
        ranking
          ? `${group || dimension}: ${decimals(ranking.auc)}, ${span(ranking.aucInterval)}.`
          : `${group}: ${missing}.`,
      )
      .join(' '),
    width: WIDTH,
    height: bottom + 50,
    caption:
      'Bars are 95 % bootstrap intervals, resampled by patient. The dotted line is the AUC of all stays, .5 is chance.',
    content: [
      markup`<text class="muted" x="4" y="18">Group</text><text class="muted" x="274" y="18" text-anchor="end">Readmitted / stays</text><text class="muted" x="724" y="18">AUC (95 % interval)</text>`,
      xAxis({ scale: x, at: bottom, gridTo: TOP, label: 'AUC', show: (tick) => tick.toFixed(2) }),
      markup`<line class="reference" x1="${overall}" x2="${overall}" y1="${TOP}" y2="${bottom}"/>`,
      ...lines.map((line, index) => drawLine(line, index, x)),
    ],
  })
}
