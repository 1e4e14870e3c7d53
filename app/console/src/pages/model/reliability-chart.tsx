import { useTranslation } from 'react-i18next'
import { LineChart } from '../../charts/line-chart.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import { type DrawnVersion, LOOKS, YARDSTICK } from './drawn-versions.ts'

/** What was expected against what happened, by tenths of the stays. */
export function ReliabilityChart({ evaluations }: { evaluations: readonly DrawnVersion[] }) {
  const { t } = useTranslation('model')
  const { wholePercent, percent, interval, count } = useFigures()
  const bins = evaluations.flatMap(({ evaluation }) => evaluation.reliability)
  const highest = Math.max(
    0.1,
    ...bins.flatMap(({ interval: { high }, mean_probability: mean }) => [high, mean]),
  )
  const domain = [0, Math.min(1, Math.ceil(highest * 20) / 20)] as const
  return (
    <LineChart
      title={t('reliability.title')}
      summary={t('reliability.summary')}
      aspect={0.9}
      x={{ label: t('reliability.x'), domain, format: wholePercent }}
      y={{ label: t('reliability.y'), domain, format: wholePercent }}
      lines={[
        {
          name: t('reliability.right'),
          ...YARDSTICK,
          points: [
            { x: 0, y: 0 },
            { x: domain[1], y: domain[1] },
          ],
        },
        ...evaluations.map(({ name, evaluation }, at) => ({
          name: name ?? t('baselines.model'),
          ...(LOOKS[at] ?? LOOKS[0]),
          points: evaluation.reliability.map(
            ({ mean_probability: x, observed_rate: y, interval }) => ({
              x,
              y,
              ...interval,
            }),
          ),
        })),
      ]}
      figures={{
        columns: [
          t('reliability.columns.x'),
          t('reliability.columns.y'),
          t('reliability.columns.interval'),
          t('reliability.columns.stays'),
        ],
        rows: evaluations.flatMap(({ name, evaluation }) =>
          evaluation.reliability.map((bin) => [
            `${name === undefined ? '' : `${name}: `}${percent(bin.mean_probability)}`,
            percent(bin.observed_rate),
            interval(bin.interval, percent),
            count(bin.stays),
          ]),
        ),
      }}
    />
  )
}
