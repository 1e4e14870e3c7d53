import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StackedBars } from '../../charts/stacked-bars.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import { LEVEL_LOOKS } from '../../levels/level-looks.ts'
import { useSession } from '../../session/session-provider.tsx'
import { Card } from './card.tsx'
import { type DayCounts, daysOf, totalOf } from './days.ts'
import type { Overview } from './queries.ts'

interface PredictionsCardProps {
  readonly predictions: Overview['predictions']
  readonly days: number
}

/** How often each level was predicted, by day. */
export function PredictionsCard({ predictions, days }: PredictionsCardProps) {
  const { t } = useTranslation('overview')
  const { session } = useSession()
  const { role, institution_id: institution } = session
  if (role !== 'admin' && institution === null)
    return (
      <Card title={t('predictions.title')}>
        <Text size="sm">{t('predictions.noneYours')}</Text>
      </Card>
    )
  const whose =
    role === 'admin' || institution === null
      ? t('predictions.of.all')
      : t('predictions.of.own', { institution })
  return (
    <Card title={t('predictions.title')}>
      <Counts counted={daysOf(predictions, days, new Date())} whose={whose} />
    </Card>
  )
}

function Counts({ counted, whose }: { counted: readonly DayCounts[]; whose: string }) {
  const { t } = useTranslation('overview')
  const { count: write, shortDay, day } = useFigures()
  const { low, medium, high } = totalOf(counted)
  const total = low + medium + high
  const words = { low: write(low), medium: write(medium), high: write(high) }
  const told =
    total === 0
      ? t('predictions.empty', { count: counted.length })
      : t('predictions.summary', { ...words, count: counted.length, total: write(total) })
  return (
    <StackedBars
      title={whose}
      summary={`${told} ${t('predictions.today')}`}
      xLabel={t('predictions.day')}
      yLabel={t('predictions.count')}
      format={write}
      parts={LEVEL_LOOKS}
      bars={counted.map((one) => ({
        name: shortDay(one.day),
        values: [one.low, one.medium, one.high],
      }))}
      figures={{
        columns: [
          t('predictions.day'),
          ...LEVEL_LOOKS.map(({ name }) => name),
          t('predictions.total'),
        ],
        rows: [...counted]
          .reverse()
          .map((one) => [
            day(one.day),
            write(one.low),
            write(one.medium),
            write(one.high),
            write(one.low + one.medium + one.high),
          ]),
      }}
    />
  )
}
