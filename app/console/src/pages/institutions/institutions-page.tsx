import { SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { addTexts } from '../../language/language.ts'
import { useSession } from '../../session/session-provider.tsx'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'
import { InstitutionCard } from './institution-card.tsx'
import { useKeyCounts, useLevelCounts } from './queries.ts'

addTexts('institutions', { en: ENGLISH, de: GERMAN })

/** The members of the network, with the numbers that who is signed in may see. */
export default function InstitutionsPage() {
  const { t } = useTranslation('institutions')
  const { session } = useSession()
  const found = useQuery({
    queryKey: ['institutions'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/institutions'))).institutions,
  })
  const levels = useLevelCounts()
  const keys = useKeyCounts(session.role === 'admin')
  return (
    <Stack maw={1100} gap="lg">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text size="sm">{t('lead')}</Text>
      </div>
      {found.isPending && <Loading />}
      {found.isError && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.data?.length === 0 && <Text>{t('empty')}</Text>}
      {[levels, keys].map(
        ({ error, refetch }, at) =>
          error !== null && (
            // biome-ignore lint/suspicious/noArrayIndexKey: two questions, never reordered
            <Failure key={at} error={error} onAgain={() => void refetch()} />
          ),
      )}
      <SimpleGrid component="ul" cols={{ base: 1, sm: 2, lg: 3 }} p={0} m={0}>
        {found.data?.map((institution) => (
          <InstitutionCard
            key={institution.id}
            institution={institution}
            levels={levels.data}
            keys={keys.data}
          />
        ))}
      </SimpleGrid>
    </Stack>
  )
}
