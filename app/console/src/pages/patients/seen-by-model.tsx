import { Alert, Button, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { FEATURES, type Feature } from '../../../../forest/features.ts'
import { answerOf, api, type Schema } from '../../api/api.ts'
import { PredictionResult } from '../../prediction/prediction-result.tsx'
import { useSession } from '../../session/session-provider.tsx'
import { Failure } from '../../shell/failure.tsx'
import { type Patient, patientKey } from './patient.ts'
import { shortPseudonym } from './pseudonym.tsx'

/** The inputs that the model would get from what is stored, and the way to a prediction. */
export function SeenByModel({ patient }: { patient: Patient }) {
  const { t } = useTranslation('patients')
  const queries = useQueryClient()
  const { username } = useSession().session
  const { pseudonym, features, features_missing: missing } = patient
  const readAgain = () => queries.invalidateQueries({ queryKey: patientKey(username, pseudonym) })
  const predict = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/v1/patients/{pseudonym}/predict', { params: { path: { pseudonym } } }),
      ),
    onSuccess: readAgain,
  })
  return (
    <>
      <Paper withBorder p="md" component="section" aria-labelledby="seen" className="no-print">
        <Stack gap="sm" align="flex-start">
          <Title order={2} size="h4" id="seen">
            {t('seen.title')}
          </Title>
          {features === null ? (
            <Alert color="yellow" w="100%">
              {t('seen.missing')} <span lang="en">{missing}</span>
            </Alert>
          ) : (
            <>
              <Features features={features} />
              <Text size="sm" c="dimmed">
                {t('seen.note')}
              </Text>
              {predict.isError && <Failure error={predict.error} />}
              <Button loading={predict.isPending} onClick={() => predict.mutate()}>
                {t('seen.predict')}
              </Button>
            </>
          )}
        </Stack>
      </Paper>
      {predict.isSuccess && (
        <PredictionResult
          prediction={{ ...predict.data, patient_id: shortPseudonym(pseudonym) }}
          stay={predict.data.index_stay}
          onDecided={() => void readAgain()}
        />
      )}
    </>
  )
}

function Features({ features }: { features: NonNullable<Schema<'Features'>> }) {
  const { t } = useTranslation('patients')
  const words = (feature: Feature) => {
    const value = features[feature]
    if (value === null) return t('seen.unknown')
    if (feature === 'gender_encoded') return t(value === 1 ? 'seen.male' : 'seen.female')
    return value
  }
  return (
    <SimpleGrid component="dl" cols={{ base: 1, xs: 2, md: 5 }} w="100%" m={0}>
      {FEATURES.map((feature) => (
        <div key={feature}>
          <Text component="dt" size="sm" c="dimmed">
            {t(`seen.${feature}`)}
          </Text>
          <Text component="dd" m={0} fw={600}>
            {words(feature)}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  )
}
