import { Center, Grid, Paper, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { useKept } from '../../kept/use-kept.ts'
import type { Prediction } from '../../prediction/prediction.ts'
import { PredictionResult } from '../../prediction/prediction-result.tsx'
import { PatientForm } from './patient-form.tsx'
import { type PatientInput, requestOf } from './patient-input.ts'

/** One patient: the form, and beside it what the model says. */
export function SinglePrediction() {
  const { t } = useTranslation('predict')
  const [prediction, setPrediction] = useKept<Prediction | null>('prediction', () => null)
  const ask = useMutation({
    mutationFn: (patient: PatientInput) =>
      answerOf(api.POST('/api/v1/predict', { body: requestOf(patient) })),
    onSuccess: setPrediction,
  })
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 5 }} className="no-print">
        <PatientForm failure={ask.error} isPending={ask.isPending} onAsk={(p) => ask.mutate(p)} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        {prediction === null ? (
          <Paper withBorder p="xl" className="no-print">
            <Center mih={160}>
              <Text c="dimmed" ta="center">
                {t('nothing')}
              </Text>
            </Center>
          </Paper>
        ) : (
          <PredictionResult prediction={prediction} />
        )}
      </Grid.Col>
    </Grid>
  )
}
