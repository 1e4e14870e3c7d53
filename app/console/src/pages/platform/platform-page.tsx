import { Badge, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { addTexts } from '../../language/language.ts'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Cost } from './cost.tsx'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'
import { PlanPicture } from './plan-picture.tsx'
import { Tools } from './tools.tsx'

addTexts('platform', { en: ENGLISH, de: GERMAN })

/** What the environment is made of, and where its tools are. */
export default function PlatformPage() {
  const { t } = useTranslation('platform')
  const asked = useQuery({
    queryKey: ['platform'],
    queryFn: () => answerOf(api.GET('/api/v1/platform')),
  })
  const environment = asked.data?.environment ?? null
  return (
    <Stack gap="lg" maw={1400}>
      <div>
        <Group>
          <Title order={1}>{t('title')}</Title>
          {environment !== null && (
            <Badge size="lg" variant="light" tt="none">
              {t('environment')}: {environment}
            </Badge>
          )}
        </Group>
        <Text c="dimmed">{t('intro')}</Text>
      </div>
      {asked.isPending && <Loading />}
      {asked.isError && <Failure error={asked.error} onAgain={() => void asked.refetch()} />}
      {asked.data && (
        <>
          <Tools links={asked.data.links} />
          <Cost cost={asked.data.cost} />
          <PlanPicture picture={asked.data.picture} />
        </>
      )}
    </Stack>
  )
}
