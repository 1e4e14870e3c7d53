import { useTranslation } from 'react-i18next'
import { IntervalPlot } from '../../charts/interval-plot.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import type { Compared } from './queries.ts'

/** The difference of AUC with its interval, beside no difference at all. */
export function DifferencePlot({ result }: { result: Compared }) {
  const { t } = useTranslation('model')
  const { signed, interval } = useFigures()
  const { auc, auc_interval: bounds } = result.difference
  const most = Math.max(0.01, Math.abs(bounds.low), Math.abs(bounds.high)) * 1.2
  const told = { difference: signed(auc), interval: interval(bounds, signed) }
  const words = `${told.difference} (${told.interval})`
  return (
    <IntervalPlot
      title={t('compare.aucPlot.title')}
      summary={t('compare.aucPlot.summary', {
        ...told,
        first: result.first.version,
        second: result.second.version,
      })}
      axis={{ label: t('compare.aucPlot.axis'), domain: [-most, most], format: signed }}
      reference={{ at: 0, name: t('compare.aucPlot.even') }}
      rows={[{ name: t('compare.aucPlot.overall'), value: auc, ...bounds, text: words }]}
      figures={{
        columns: [t('subgroups.columns.group'), t('compare.aucPlot.axis')],
        rows: [[t('compare.aucPlot.overall'), words]],
      }}
    />
  )
}
