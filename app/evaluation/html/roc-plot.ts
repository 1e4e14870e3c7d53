import type { RocPoint } from '../metrics.ts'
import type { EvaluationReport } from '../report.ts'
import { linearScale, xAxis, yAxis } from './axis.ts'
import { figure } from './figure.ts'
import { decimals } from './format.ts'
import { type Markup, markup } from './markup.ts'

const WIDTH = 470
const HEIGHT = 450
const X = linearScale([0, 1], [64, 444])
const Y = linearScale([0, 1], [390, 10])

interface Curve {
  name: string
  className: string
  auc: number
  roc: RocPoint[]
}

const path = (points: RocPoint[]): string =>
  points
    .map((p, i) => `${i === 0 ? 'M' : 'L'}${X(p.falsePositiveRate)} ${Y(p.truePositiveRate)}`)
    .join('')

const legend = (curves: Curve[]): Markup[] =>
  curves.map(({ name, className, auc }, i) => {
    const y = 368 - 22 * (curves.length - 1 - i)
    return markup`<line class="curve ${className}" x1="196" x2="226" y1="${y - 4}" y2="${y - 4}"/><text x="234" y="${y}">${name}, AUC ${decimals(auc)}</text>`
  })

/** ROC curves of the model and its baselines. */
export function rocPlot(report: EvaluationReport): Markup {
  const auc = report.overall.ranking?.auc ?? Number.NaN
  const curves: Curve[] = [
    { name: 'This model', className: 'model', auc, roc: report.roc },
    ...report.baselines.map(({ name, ranking, roc }) => ({
      name: name === 'threshold rule' ? 'Threshold rule' : 'Logistic regression',
      className: name === 'threshold rule' ? 'rule' : 'logistic',
      auc: ranking.auc,
      roc,
    })),
  ]
  const share = (value: number): string => `${Math.round(100 * value)} %`
  return figure({
    id: 'roc',
    title: 'ROC curve',
    description: curves.map(({ name, auc }) => `${name}: AUC ${decimals(auc)}.`).join(' '),
    width: WIDTH,
    height: HEIGHT,
    caption:
      'Share of the readmitted that are flagged against share of the others that are flagged, over all cuts. The dotted diagonal is chance.',
    content: [
      xAxis({ scale: X, at: 390, gridTo: 10, label: 'Not readmitted, but flagged', show: share }),
      yAxis({ scale: Y, at: 64, gridTo: 444, label: 'Readmitted and flagged', show: share }),
      markup`<line class="reference" x1="${X(0)}" y1="${Y(0)}" x2="${X(1)}" y2="${Y(1)}"/>`,
      // The model is drawn last, on top of what it is compared with.
      ...curves
        .toReversed()
        .map(({ className, roc }) => markup`<path class="curve ${className}" d="${path(roc)}"/>`),
      ...legend(curves),
    ],
  })
}
