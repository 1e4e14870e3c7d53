import { Alert, Anchor, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { answerOf, api, type Schema } from '../../api/api.ts'
import { useFigures } from '../../figures/use-figures.ts'
import { useSession } from '../../session/session-provider.tsx'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { PatientSearch } from './patient-search.tsx'
import { CopyPseudonym, shortPseudonym } from './pseudonym.tsx'

const ROWS_A_PAGE = 50

/** The institution's stored patients, a page at a time. */
export function PatientList() {
  const { t } = useTranslation('patients')
  const { username } = useSession().session
  const [cursor, setCursor] = useState<string | null>(null)
  const asked = useQuery({
    queryKey: ['patients', username, cursor],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/patients', {
          params: { query: { limit: ROWS_A_PAGE, ...(cursor !== null && { cursor }) } },
        }),
      ),
  })
  return (
    <Stack>
      <Title order={1}>{t('title')}</Title>
      <Text c="dimmed">{t('intro')}</Text>
      <PatientSearch />
      {asked.isPending && <Loading />}
      {asked.isError && <Failure error={asked.error} onAgain={() => void asked.refetch()} />}
      {asked.isSuccess && asked.data.patients.length === 0 && cursor === null && <Empty />}
      {asked.isSuccess && asked.data.patients.length > 0 && (
        <Paper withBorder p="md">
          <Rows patients={asked.data.patients} />
          {(cursor !== null || asked.data.next_cursor !== null) && (
            <Group component="nav" gap="xs" mt="sm" aria-label={t('list.pages')}>
              <Button
                size="xs"
                variant="default"
                disabled={cursor === null}
                onClick={() => setCursor(null)}
              >
                {t('list.first')}
              </Button>
              <Button
                size="xs"
                variant="default"
                disabled={asked.data.next_cursor === null}
                onClick={() => setCursor(asked.data.next_cursor)}
              >
                {t('list.next')}
              </Button>
            </Group>
          )}
        </Paper>
      )}
    </Stack>
  )
}

function Empty() {
  const { t } = useTranslation('patients')
  return (
    <Alert color="blue" title={t('empty.title')}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('empty.text')}</Text>
        <Button component={Link} size="xs" variant="default" to="/predict/batch">
          {t('empty.file')}
        </Button>
      </Stack>
    </Alert>
  )
}

function Rows({ patients }: { patients: readonly Schema<'Patient'>[] }) {
  const { t } = useTranslation('patients')
  const { count, moment } = useFigures()
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing={8} highlightOnHover captionSide="top">
        <Table.Caption ta="start" mt={0}>
          {t('list.caption')}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('list.pseudonym')}</Table.Th>
            <Table.Th ta="end">{t('list.encounters')}</Table.Th>
            <Table.Th ta="end">{t('list.conditions')}</Table.Th>
            <Table.Th ta="end">{t('list.medications')}</Table.Th>
            <Table.Th>{t('list.received')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {patients.map((one) => (
            <Table.Tr key={one.pseudonym}>
              <Table.Th scope="row" fw={500}>
                <Group gap={4} wrap="nowrap">
                  <Anchor
                    component={Link}
                    size="sm"
                    to={`/patients/${one.pseudonym}`}
                    title={one.pseudonym}
                  >
                    <code>{shortPseudonym(one.pseudonym)}</code>
                  </Anchor>
                  <CopyPseudonym
                    pseudonym={one.pseudonym}
                    label={`${t('copy')} ${shortPseudonym(one.pseudonym)}`}
                  />
                </Group>
              </Table.Th>
              <Table.Td ta="end">{count(one.encounters)}</Table.Td>
              <Table.Td ta="end">{count(one.conditions)}</Table.Td>
              <Table.Td ta="end">{count(one.medications)}</Table.Td>
              <Table.Td>{moment(new Date(one.received_at))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
