import { useTranslation } from 'react-i18next'
import { IntervalPlot } from '../../charts/interval-plot.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import { domainAround } from './domain-around.ts'
import type { Evaluation } from './queries.ts'

/** The model beside simpler ways on the same stays. */
export function BaselinePlot({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation('model')
  const { points, interval } = useFigures()
  const { overall, baselines } = evaluation
  const own = { auc: overall.auc, auc_interval: overall.auc_interval }
  const all = [
    { name: t('baselines.model'), ...own },
    ...baselines.map(({ name, ...figures }) => ({ name: nameOf(name, t), ...figures })),
  ]
  const bounds = all.flatMap(({ auc_interval }) => auc_interval ?? [])
  const wordsOf = ({ auc, auc_interval: its }: (typeof all)[number]): string =>
    auc === null || its === null ? t('quality.tooFew') : `${points(auc)} (${interval(its, points)})`
  return (
    <IntervalPlot
      title={t('baselines.title')}
      summary={t('baselines.summary')}
      axis={{ label: t('quality.auc'), domain: domainAround(bounds), format: points }}
      rows={all.map((one) => ({
        name: one.name,
        value: one.auc,
        ...one.auc_interval,
        text: wordsOf(one),
      }))}
      figures={{
        columns: [t('baselines.title'), t('quality.auc')],
        rows: all.map((one) => [one.name, wordsOf(one)]),
      }}
    />
  )
}

const nameOf = (name: string, t: ReturnType<typeof useTranslation<'model'>>['t']): string =>
  name === 'threshold rule' || name === 'logistic regression' ? t(`baselines.${name}`) : name
