import { Alert, Paper, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { addTexts } from '../../language/language.ts'
import { useSession } from '../../session/session-provider.tsx'
import { type AuditSearch, addressOf, searchOf } from './audit-search.ts'
import { ChainCheck } from './chain-check.tsx'
import { ENGLISH } from './english.ts'
import { FoundRows } from './found-rows.tsx'
import { GERMAN } from './german.ts'
import { SearchForm } from './search-form.tsx'

addTexts('audit', { en: ENGLISH, de: GERMAN })

/** What was done, by whom, and whether the record is whole. */
export default function AuditPage() {
  const { t } = useTranslation('audit')
  const { session } = useSession()
  const isAdmin = session.role === 'admin'
  return (
    <Stack gap="lg" maw={1200}>
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" maw={760}>
          {t('intro')}
        </Text>
      </div>
      {isAdmin || session.institution_id !== null ? (
        <Search isAdmin={isAdmin} />
      ) : (
        <Alert title={t('noInstitution.title')}>{t('noInstitution.text')}</Alert>
      )}
    </Stack>
  )
}

function Search({ isAdmin }: { isAdmin: boolean }) {
  const { t } = useTranslation('audit')
  const queries = useQueryClient()
  const [address, setAddress] = useSearchParams()
  const search = searchOf(address)
  const key = addressOf(search).toString()
  const find = (wanted: AuditSearch): void => {
    const next = addressOf(wanted)
    // Rows come all the time: the same search again is asked again, and what is left is not.
    const refetchType = next.toString() === key ? 'active' : 'none'
    void queries.invalidateQueries({ queryKey: ['audit'], refetchType })
    setAddress(next)
  }
  return (
    <>
      <Paper withBorder p="md" component="section" aria-labelledby="search-title">
        <Title order={2} size="h4" id="search-title" mb="sm">
          {t('search.title')}
        </Title>
        <SearchForm key={key} search={search} onSearch={find} />
      </Paper>
      {isAdmin && <ChainCheck />}
      <FoundRows key={`rows ${key}`} search={search} />
    </>
  )
}
