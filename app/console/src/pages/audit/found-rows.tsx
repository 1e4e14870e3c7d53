import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { useSession } from '../../session/session-provider.tsx'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { type AuditSearch, filtersOf } from './audit-search.ts'
import { ExportRows } from './export-rows.tsx'
import { RowDetails } from './row-details.tsx'
import type { AuditRow } from './row-words.ts'
import { RowsTable } from './rows-table.tsx'

/** Rows a page of the service's answer has. */
const PAGE = 50

/** Names of users by their numbers, for administrators; others see numbers. */
function useNames(): ReadonlyMap<number, string> {
  const { session } = useSession()
  const asked = useQuery({
    queryKey: ['users'],
    queryFn: () => answerOf(api.GET('/api/v1/admin/users')),
    enabled: session.role === 'admin',
  })
  return new Map(asked.data?.users.map(({ id, username }) => [id, username]))
}

/** What a search finds, a page after the other. The row of a prediction that is asked for is open. */
export function FoundRows({ search }: { search: AuditSearch }) {
  const { t } = useTranslation('audit')
  const names = useNames()
  const [chosen, setChosen] = useState<AuditRow | 'none'>()
  const filters = filtersOf(search)
  const asked = useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/audit', {
          params: {
            query: { ...filters, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
  if (asked.isPending) return <Loading />
  if (asked.data === undefined)
    return <Failure error={asked.error} onAgain={() => void asked.refetch()} />
  const rows = asked.data.pages.flatMap((page) => page.rows)
  const own = rows.find(({ id }) => id === search.prediction.toLowerCase())
  const open = chosen === 'none' ? undefined : (chosen ?? own)
  return (
    <Stack component="section" aria-labelledby="rows-title" gap="sm">
      <Title order={2} size="h4" id="rows-title">
        {t('rows.title')}
      </Title>
      {rows.length === 0 ? (
        <NoRows search={search} />
      ) : (
        <>
          <ExportRows filters={filters} />
          <RowsTable rows={rows} names={names} onOpen={setChosen} />
        </>
      )}
      {asked.isError && (
        <Failure
          error={asked.error}
          onAgain={() =>
            void (asked.isFetchNextPageError ? asked.fetchNextPage() : asked.refetch())
          }
        />
      )}
      {rows.length > 0 && (
        <Group>
          {asked.hasNextPage && (
            <Button
              variant="default"
              loading={asked.isFetchingNextPage}
              onClick={() => void asked.fetchNextPage()}
            >
              {t('rows.more')}
            </Button>
          )}
          <Text size="sm" c="dimmed" role="status">
            {t('rows.count', { count: rows.length })}
            {!asked.hasNextPage && ` · ${t('rows.end')}`}
          </Text>
        </Group>
      )}
      <RowDetails row={open} names={names} onClose={() => setChosen('none')} />
    </Stack>
  )
}

function NoRows({ search }: { search: AuditSearch }) {
  const { t } = useTranslation('audit')
  const isMissing = search.prediction !== ''
  return (
    <Alert color="gray" role="status" title={t(isMissing ? 'details.notFound.title' : 'rows.none')}>
      {t(isMissing ? 'details.notFound.text' : 'rows.noneHint')}
    </Alert>
  )
}
