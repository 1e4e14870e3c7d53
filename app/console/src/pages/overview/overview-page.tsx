import { Button, Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import { addTexts } from '../../language/language.ts'
import { useSession } from '../../session/session-provider.tsx'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { DriftCard } from './drift-card.tsx'
import { DriftFindings } from './drift-findings.tsx'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'
import { ModelCard } from './model-card.tsx'
import { PredictionsCard } from './predictions-card.tsx'
import { type Overview, useOverview } from './queries.ts'
import { ServicesCard } from './services-card.tsx'
import { TrafficCard } from './traffic-card.tsx'
import { TrainingCard } from './training-card.tsx'

addTexts('overview', { en: ENGLISH, de: GERMAN })

const PERIODS = [7, 30, 90]

/** Truth about services, traffic, predictions, drift and the model. */
export default function OverviewPage() {
  const { t } = useTranslation('overview')
  const { time } = useFigures()
  const queries = useQueryClient()
  const [days, setDays] = useState(30)
  const overview = useOverview(days)
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ['overview'] })
    await queries.invalidateQueries({ queryKey: ['services'] })
  }
  return (
    <Stack maw={1100} gap="lg">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1}>{t('title')}</Title>
          {overview.data !== undefined && (
            <Text size="sm" c="dimmed">
              {t('asOf', { time: time(new Date(overview.dataUpdatedAt)) })}
            </Text>
          )}
        </div>
        <Group className="no-print">
          <SegmentedControl
            aria-label={t('period')}
            value={String(days)}
            onChange={(chosen) => setDays(Number(chosen))}
            data={PERIODS.map((count) => ({ value: String(count), label: t('days', { count }) }))}
          />
          <Button variant="default" loading={overview.isFetching} onClick={() => void refresh()}>
            {t('refresh')}
          </Button>
        </Group>
      </Group>
      {overview.isPending && <Loading />}
      {overview.isError && (
        <Failure error={overview.error} onAgain={() => void overview.refetch()} />
      )}
      {overview.data !== undefined && <Cards overview={overview.data} days={days} />}
      <ServicesCard />
    </Stack>
  )
}

function Cards({ overview, days }: { overview: Overview; days: number }) {
  const { session } = useSession()
  const { drift } = overview
  return (
    <>
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <ModelCard model={overview.model} />
        <TrainingCard training={overview.training} />
        <DriftCard drift={drift} serving={overview.model.version} />
      </SimpleGrid>
      {session.role === 'admin' && drift !== null && <DriftFindings checkedAt={drift.checked_at} />}
      <PredictionsCard predictions={overview.predictions} days={days} />
      <TrafficCard traffic={overview.traffic} />
    </>
  )
}
