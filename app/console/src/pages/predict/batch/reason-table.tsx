import { Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const MOST_SHOWN = 100

interface ReasonTableProps {
  readonly id: string
  readonly title: string
  /** Head of the column that says what was refused. */
  readonly head: string
  readonly rows: readonly { key: string; what: string; reason: string }[]
}

/** What the service refused, with its reasons, which are in English. */
export function ReasonTable({ id, title, head, rows }: ReasonTableProps) {
  const { t } = useTranslation('predict')
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Stack gap="xs">
        <Title order={3} size="h5" id={id}>
          {title}
        </Title>
        <Table.ScrollContainer
          minWidth={420}
          mah={320}
          scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        >
          <Table verticalSpacing={4} striped>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{head}</Table.Th>
                <Table.Th>{t('batch.results.reason')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.slice(0, MOST_SHOWN).map(({ key, what, reason }) => (
                <Table.Tr key={key}>
                  <Table.Td className="batch-cell">{what}</Table.Td>
                  <Table.Td lang="en">{reason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {rows.length > MOST_SHOWN && (
          <Text size="sm" c="dimmed">
            {t('batch.problems.more', { count: MOST_SHOWN })}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}
