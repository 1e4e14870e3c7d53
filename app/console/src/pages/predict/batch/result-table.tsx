import { Anchor, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFigures } from '../../../figures/use-figures.ts'
import { LevelBadge } from '../../../prediction/level-badge.tsx'
import { LEVELS } from '../../../prediction/prediction.ts'
import { type PatientResult, tableOf } from './batch-result.ts'
import { writeCsv } from './csv-text.ts'
import { download } from './download.ts'

/** Ten thousand rows at once would stop the page. */
const ROWS_A_PAGE = 50

interface ResultTableProps {
  /** Highest risk first, those without prediction last. */
  readonly patients: readonly PatientResult[]
  readonly separator: string
  /** Whether rows have lines in the file. */
  readonly hasLines: boolean
}

/** The predictions of a file by risk, a page at a time, and all of them to download. */
export function ResultTable({ patients, separator, hasLines }: ResultTableProps) {
  const { t } = useTranslation('predict')
  const { count } = useFigures()
  const [page, setPage] = useState(0)
  const predicted = patients.filter(({ answered }) => answered !== undefined)
  const pages = Math.ceil(predicted.length / ROWS_A_PAGE)
  const shown = predicted.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE)
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="results">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={3} size="h4" id="results">
            {t('batch.results.title')}
          </Title>
          <Button
            size="xs"
            variant="default"
            onClick={() => download('predictions.csv', writeCsv(tableOf(patients), separator))}
          >
            {t('batch.results.download')}
          </Button>
        </Group>
        <Group gap="md">
          {LEVELS.toReversed().map((level) => (
            <Group key={level} gap={6}>
              <LevelBadge level={level} />
              <Text size="sm">
                {count(predicted.filter(({ answered }) => answered?.level === level).length)}
              </Text>
            </Group>
          ))}
        </Group>
        <Rows patients={shown} hasLines={hasLines} />
        {pages > 1 && (
          <Group component="nav" gap="xs" aria-label={t('batch.results.pages')}>
            <Button
              size="xs"
              variant="default"
              disabled={page === 0}
              onClick={() => setPage(page - 1)}
            >
              {t('batch.results.before')}
            </Button>
            <Text size="sm" role="status">
              {t('batch.results.page', { page: page + 1, pages })}
            </Text>
            <Button
              size="xs"
              variant="default"
              disabled={page >= pages - 1}
              onClick={() => setPage(page + 1)}
            >
              {t('batch.results.next')}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  )
}

function Rows({ patients, hasLines }: Pick<ResultTableProps, 'patients' | 'hasLines'>) {
  const { t } = useTranslation('predict')
  const { percent } = useFigures()
  return (
    <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing={6} striped captionSide="top">
        <Table.Caption className="batch-caption">{t('batch.results.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('batch.results.patient')}</Table.Th>
            <Table.Th>{t('batch.results.level')}</Table.Th>
            <Table.Th ta="end">{t('batch.results.probability')}</Table.Th>
            {hasLines && <Table.Th ta="end">{t('batch.results.line')}</Table.Th>}
            <Table.Th>{t('batch.results.row')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {patients.map(
            ({ line, patientId, answered }) =>
              answered !== undefined && (
                <Table.Tr key={answered.id}>
                  <Table.Th scope="row" className="batch-cell" fw={500}>
                    {patientId}
                  </Table.Th>
                  <Table.Td>
                    <LevelBadge level={answered.level} />
                  </Table.Td>
                  <Table.Td ta="end">{percent(answered.probability)}</Table.Td>
                  {hasLines && <Table.Td ta="end">{line}</Table.Td>}
                  <Table.Td>
                    <Anchor
                      component={Link}
                      size="sm"
                      to={`/audit?prediction=${answered.id}`}
                      title={answered.id}
                    >
                      {t('batch.results.open')} {answered.id.slice(-6)}
                    </Anchor>
                  </Table.Td>
                </Table.Tr>
              ),
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
