import { useTranslation } from 'react-i18next'
import { LineChart } from '../../charts/line-chart.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import { type DrawnVersion, LOOKS, YARDSTICK } from './drawn-versions.ts'

/** ROC curves of one version, or of two on the same patients. */
export function RocChart({ evaluations }: { evaluations: readonly DrawnVersion[] }) {
  const { t } = useTranslation('model')
  const { points, interval, wholePercent, percent } = useFigures()
  const areas = evaluations.map(({ name, evaluation: { overall } }) => {
    const { auc, auc_interval: bounds } = overall
    const area = t('roc.area', {
      auc: auc === null ? t('quality.tooFew') : points(auc),
      interval: bounds === null ? t('quality.tooFew') : interval(bounds, points),
    })
    return name === undefined ? area : `${name}: ${area}`
  })
  return (
    <LineChart
      title={t('roc.title')}
      summary={[t('roc.summary'), ...areas].join(' ')}
      aspect={0.9}
      x={{ label: t('roc.x'), domain: [0, 1], format: wholePercent }}
      y={{ label: t('roc.y'), domain: [0, 1], format: wholePercent }}
      lines={[
        ...evaluations.map(({ name, evaluation }, at) => ({
          name: name ?? t('baselines.model'),
          tone: LOOKS[at]?.tone ?? 'blue',
          ...(at === 1 && { dash: LOOKS[1].dash }),
          points: rocOf(evaluation.roc),
        })),
        {
          name: t('roc.chance'),
          ...YARDSTICK,
          points: [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ],
        },
      ]}
      figures={{
        columns: [t('roc.columns.x'), ...evaluations.map(({ name }) => name ?? t('roc.columns.y'))],
        rows: TENTHS.map((x) => [
          percent(x),
          ...evaluations.map(({ evaluation }) => percent(foundAt(evaluation.roc, x))),
        ]),
      }}
    />
  )
}

const TENTHS = Array.from({ length: 11 }, (_, tenth) => tenth / 10)

type Roc = DrawnVersion['evaluation']['roc']

const rocOf = (roc: Roc) =>
  roc.map(({ false_positive_rate: x, true_positive_rate: y }) => ({ x, y }))

/** The share found at a share of false alarms, between the two nearest points of the curve. */
function foundAt(roc: Roc, x: number): number {
  const points = rocOf(roc)
  const next = points.findIndex((point) => point.x >= x)
  const [before, after] = [points[next - 1] ?? points[0], points[next]]
  if (before === undefined || after === undefined) return 1
  const width = after.x - before.x
  return width === 0 ? after.y : before.y + ((after.y - before.y) * (x - before.x)) / width
}
