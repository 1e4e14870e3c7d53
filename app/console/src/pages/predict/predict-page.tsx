import { Group, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Route, Routes } from 'react-router'
import { addTexts } from '../../language/language.ts'
import { addPredictionTexts } from '../../prediction/texts.ts'
import { useSession } from '../../session/session-provider.tsx'
import { Loading } from '../../shell/loading.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'
import { PredictViews } from './predict-views.tsx'
import { SinglePrediction } from './single-prediction.tsx'

addTexts('predict', { en: ENGLISH, de: GERMAN })
addPredictionTexts()

/** Fetched when wanted: it brings the reader of CSV files. */
const BatchPrediction = lazy(() => import('./batch/batch-prediction.tsx'))

/** Asks for predictions and shows them: of one patient, or of a file of many. */
export default function PredictPage() {
  const { t } = useTranslation('predict')
  const { session } = useSession()
  return (
    <Stack>
      <Group justify="space-between" className="no-print">
        <Title order={1}>{t('title')}</Title>
        <PredictViews />
      </Group>
      {session.institution_id === null && (
        <Text size="sm" c="dimmed" className="no-print">
          {t('noInstitution')}
        </Text>
      )}
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route index element={<SinglePrediction />} />
          <Route path="batch" element={<BatchPrediction />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </Stack>
  )
}
