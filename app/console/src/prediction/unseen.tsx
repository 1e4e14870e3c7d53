import { List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Failure } from '../shell/failure.tsx'
import { useModelInfo } from './use-model-info.ts'

/** What no version of the model ever sees of a patient, as the service lists it. */
export function Unseen() {
  const { t } = useTranslation('prediction')
  const info = useModelInfo()
  const population = info.data?.card.population
  return (
    <Stack gap="xs" component="section" aria-labelledby="unseen">
      <Title order={3} size="h4" id="unseen">
        {t('unseen.title')}
      </Title>
      {info.isError && <Failure error={info.error} onAgain={() => void info.refetch()} />}
      {info.isSuccess && (
        <>
          <Text size="sm">{t('unseen.intro')}</Text>
          <List size="sm" spacing={2} className="prediction-unseen">
            {info.data.not_considered.map((one) => (
              <List.Item key={one}>{t(`unseen.${one}`)}</List.Item>
            ))}
          </List>
          {typeof population === 'string' && (
            <Text size="sm" c="dimmed">
              {t('unseen.population')}: <span lang="en">{population}</span>
            </Text>
          )}
        </>
      )}
    </Stack>
  )
}
