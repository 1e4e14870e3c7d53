import { useTranslation } from 'react-i18next'
import { IntervalPlot, type IntervalRow } from '../../charts/interval-plot.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import { domainAround } from './domain-around.ts'
import type { Evaluation } from './queries.ts'

type Group = Evaluation['subgroups'][number]

/** How each group of patients is ranked, with the interval of the figure. */
export function SubgroupPlot({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation('model')
  const { points, percent, count, interval } = useFigures()
  const { overall, subgroups } = evaluation
  const nameOf = ({ by, group }: Group): string =>
    by === 'gender' && (group === 'female' || group === 'male')
      ? t(`subgroups.${group}`)
      : group.replace('-', '–')
  const wordsOf = (group: Group): string =>
    group.auc === null || group.auc_interval === null
      ? t('subgroups.none', { readmitted: count(group.readmitted), stays: count(group.stays) })
      : `${points(group.auc)} (${interval(group.auc_interval, points)})`
  const rows = subgroups.map(
    (group, at): IntervalRow => ({
      name: nameOf(group),
      value: group.auc,
      ...group.auc_interval,
      text: wordsOf(group),
      ...(subgroups[at - 1]?.by !== group.by && { heading: headingOf(group.by, t) }),
    }),
  )
  return (
    <IntervalPlot
      title={t('subgroups.title')}
      summary={t('subgroups.summary')}
      axis={{
        label: t('quality.auc'),
        domain: domainAround(subgroups.flatMap(({ auc_interval: bounds }) => bounds ?? [])),
        format: points,
      }}
      rows={rows}
      {...(overall.auc !== null && {
        reference: { at: overall.auc, name: t('subgroups.overall') },
      })}
      figures={{
        columns: [
          t('subgroups.columns.group'),
          t('quality.auc'),
          t('subgroups.columns.stays'),
          t('subgroups.columns.expected'),
          t('subgroups.columns.observed'),
        ],
        rows: subgroups.map((group) => [
          nameOf(group),
          wordsOf(group),
          count(group.stays),
          group.mean_probability === null ? '–' : percent(group.mean_probability),
          group.observed_rate === null ? '–' : percent(group.observed_rate),
        ]),
      }}
    />
  )
}

const headingOf = (by: string, t: ReturnType<typeof useTranslation<'model'>>['t']): string =>
  by === 'institution' || by === 'gender' || by === 'age' ? t(`subgroups.by.${by}`) : by
