import { Alert, Button, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { Copyable } from '../../copyable/copyable.tsx'
import { regionOf } from '../../language/region.ts'
import { Failure } from '../../shell/failure.tsx'
import { type ChainFinding, ChainProblems } from './chain-problems.tsx'

/** Checks the whole chain, and says what was checked and found. For administrators. */
export function ChainCheck() {
  const { t, i18n } = useTranslation('audit')
  const check = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/admin/audit/verify')),
  })
  const found = check.data
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="chain-title">
      <Stack gap="sm" align="flex-start">
        <Title order={2} size="h4" id="chain-title">
          {t('chain.title')}
        </Title>
        <Text size="sm">{t('chain.intro')}</Text>
        <Group>
          <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
            {t(found === undefined ? 'chain.start' : 'chain.again')}
          </Button>
          {check.isPending && <Running />}
        </Group>
        {check.isError && <Failure error={check.error} onAgain={() => check.mutate()} />}
        <Stack aria-live="polite" w="100%">
          {found?.intact === true && <Intact found={found} language={regionOf(i18n.language)} />}
          {found?.intact === false && <ChainProblems found={found} />}
        </Stack>
      </Stack>
    </Paper>
  )
}

function Running() {
  const { t } = useTranslation('audit')
  return (
    <Group gap="xs" role="status">
      <Loader size="xs" />
      <Text size="sm">{t('chain.running')}</Text>
    </Group>
  )
}

function Intact({ found, language }: { found: ChainFinding; language: string }) {
  const { t } = useTranslation('audit')
  const text = t('chain.intactText', { count: found.rows })
  return (
    <Alert color="green" title={t('chain.intact')}>
      <Stack gap="xs">
        <Text size="sm">
          {text.replace(String(found.rows), new Intl.NumberFormat(language).format(found.rows))}
        </Text>
        {found.head !== null && (
          <>
            <Copyable label={t('chain.head')} text={found.head} />
            <Text size="sm">{t('chain.headHint')}</Text>
          </>
        )}
      </Stack>
    </Alert>
  )
}
