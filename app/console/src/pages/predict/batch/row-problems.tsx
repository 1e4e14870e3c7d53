import { Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { COLUMNS, type RowProblem } from './csv-patients.ts'
import { writeCsv } from './csv-text.ts'
import { download } from './download.ts'
import { useAllowed } from './use-allowed.ts'

const MOST_SHOWN = 100

interface RowProblemsProps {
  readonly problems: readonly RowProblem[]
  readonly separator: string
}

/** Everything wrong with the rows of a table, at once: where, what is there, what may be. */
export function RowProblems({ problems, separator }: RowProblemsProps) {
  const { t } = useTranslation('predict')
  const allowed = useAllowed()
  const nameOf = ({ column }: RowProblem) =>
    column === undefined ? t('batch.problems.row') : COLUMNS[column]
  const heads = (['line', 'column', 'got', 'allowed'] as const).map((h) => t(`batch.problems.${h}`))
  const table = () =>
    writeCsv(
      [heads, ...problems.map((p) => [p.line, nameOf(p), p.got, allowed(p.column)])],
      separator,
    )
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="row-problems">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={3} size="h5" id="row-problems">
            {t('batch.problems.title', { count: problems.length })}
          </Title>
          <Button size="xs" variant="default" onClick={() => download('problems.csv', table())}>
            {t('batch.problems.download')}
          </Button>
        </Group>
        <Table.ScrollContainer
          minWidth={520}
          mah={320}
          scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        >
          <Table verticalSpacing={4} striped>
            <Table.Thead>
              <Table.Tr>
                {heads.map((head) => (
                  <Table.Th key={head}>{head}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {problems.slice(0, MOST_SHOWN).map((problem) => (
                <Table.Tr key={`${problem.line} ${problem.column}`}>
                  <Table.Td>{problem.line}</Table.Td>
                  <Table.Td>{nameOf(problem)}</Table.Td>
                  <Table.Td className="batch-cell">
                    {problem.got === '' ? t('batch.problems.nothing') : problem.got}
                  </Table.Td>
                  <Table.Td>{allowed(problem.column)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {problems.length > MOST_SHOWN && (
          <Text size="sm" c="dimmed">
            {t('batch.problems.more', { count: MOST_SHOWN })}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}
