import { Paper, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { LastTraining } from './last-training.tsx'
import { useTraining, useTrainingData } from './queries.ts'
import { RunningTraining } from './running-training.tsx'
import { TrainingForm } from './training-form.tsx'

/** Training of a candidate: what on, how far it is, and what came of the last one. */
export function TrainingView() {
  const { t } = useTranslation('model')
  const training = useTraining()
  const data = useTrainingData()
  useNewsOfModels(training.data?.running)
  if (training.isPending || data.isPending) return <Loading />
  if (training.isError)
    return <Failure error={training.error} onAgain={() => void training.refetch()} />
  if (data.isError) return <Failure error={data.error} onAgain={() => void data.refetch()} />
  return (
    <Stack gap="lg">
      <Paper withBorder p="lg" component="section" aria-labelledby="train">
        <Stack>
          <div>
            <Title order={2} size="h3" id="train">
              {t('training.title')}
            </Title>
            <Text size="sm">{t('training.lead')}</Text>
          </div>
          {training.data.running ? (
            <RunningTraining training={training.data} />
          ) : (
            <TrainingForm data={data.data} />
          )}
        </Stack>
      </Paper>
      {!training.data.running && <LastTraining training={training.data} />}
    </Stack>
  )
}

/** When a training ends there may be a new version, and another one in service. */
function useNewsOfModels(running: boolean | undefined): void {
  const queries = useQueryClient()
  const before = useRef(running)
  useEffect(() => {
    if (before.current === true && running === false)
      void queries.invalidateQueries({ queryKey: ['model'] })
    before.current = running
  }, [running, queries])
}
