import { Alert, Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { ApiError, answerOf, api } from '../../api/api.ts'
import { useSession } from '../../session/session-provider.tsx'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { patientKey } from './patient.ts'
import { PatientPredictions } from './patient-predictions.tsx'
import { Pseudonym } from './pseudonym.tsx'
import { SeenByModel } from './seen-by-model.tsx'
import { Stays } from './stays.tsx'

/** One patient: stays, what the model would see, predictions and what became of them. */
export function PatientView() {
  const { t } = useTranslation('patients')
  const { pseudonym = '' } = useParams()
  const { username } = useSession().session
  const asked = useQuery({
    queryKey: patientKey(username, pseudonym),
    queryFn: () =>
      answerOf(api.GET('/api/v1/patients/{pseudonym}', { params: { path: { pseudonym } } })),
  })
  // A pseudonym that is none is refused as one; for who asks it is the same: there is no such patient.
  const isAbsent = asked.error instanceof ApiError && [404, 422].includes(asked.error.status)
  return (
    <Stack>
      <Anchor component={Link} to="/patients" size="sm" className="no-print">
        ← {t('back')}
      </Anchor>
      {isAbsent ? (
        <>
          <Title order={1}>{t('absent.title')}</Title>
          <Text>{t('absent.text')}</Text>
        </>
      ) : (
        <Group gap="sm" className="no-print">
          <Title order={1}>{t('patient')}</Title>
          <Pseudonym pseudonym={pseudonym} />
        </Group>
      )}
      {asked.isPending && <Loading />}
      {asked.isError && !isAbsent && (
        <Failure error={asked.error} onAgain={() => void asked.refetch()} />
      )}
      {asked.isSuccess && (
        <>
          {!asked.data.stored && (
            <Alert color="yellow" className="no-print">
              {t('stays.notStored')}
            </Alert>
          )}
          {asked.data.stored && <Stays stays={asked.data.stays} />}
          {asked.data.stored && <SeenByModel patient={asked.data} />}
          <PatientPredictions patient={asked.data} />
        </>
      )}
    </Stack>
  )
}
