import { Button, Code, Group, Input, Paper, Stack, Table, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { regionOf } from '../../../language/region.ts'
import { Failure } from '../../../shell/failure.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { COLUMNS, MOST_ROWS, TEMPLATE } from './csv-patients.ts'
import { writeCsv } from './csv-text.ts'
import { download } from './download.ts'
import { type Chosen, readFile } from './read-file.ts'
import { useAllowed } from './use-allowed.ts'

interface FileChoiceProps {
  /** Whether FHIR records can be stored: only for an institution. */
  readonly mayStore: boolean
  readonly onChosen: (file: Chosen) => void
}

/** Asks for a file and says what it may hold. The file is read here and not sent yet. */
export function FileChoice({ mayStore, onChosen }: FileChoiceProps) {
  const { t, i18n } = useTranslation('predict')
  const id = useId()
  const read = useMutation({
    mutationFn: async (file: File): Promise<Chosen> => {
      const chosen = await readFile(file)
      return 'fhir' in chosen && !mayStore
        ? { name: chosen.name, refused: { kind: 'fhirForbidden' } }
        : chosen
    },
    onSuccess: onChosen,
  })
  const most = MOST_ROWS.toLocaleString(regionOf(i18n.language))
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Text size="sm">{t(mayStore ? 'batch.intro' : 'batch.introCsv', { most })}</Text>
        {!mayStore && (
          <Text size="sm" c="dimmed">
            {t('batch.noFhir')}
          </Text>
        )}
        <Group align="flex-end" justify="space-between">
          <Input.Wrapper label={t('batch.choose')} id={id}>
            <input
              id={id}
              type="file"
              className="batch-file"
              accept={mayStore ? '.csv,.txt,.json,.ndjson' : '.csv,.txt'}
              onChange={({ currentTarget }) => {
                const file = currentTarget.files?.[0]
                if (file !== undefined) read.mutate(file)
                // The same file, mended, can be chosen again.
                currentTarget.value = ''
              }}
            />
          </Input.Wrapper>
          <Button
            variant="default"
            size="xs"
            onClick={() => download('patients.csv', writeCsv(TEMPLATE))}
          >
            {t('batch.template')}
          </Button>
        </Group>
        {read.isPending && <Loading />}
        {read.isError && <Failure error={read.error} />}
        <ColumnRules />
      </Stack>
    </Paper>
  )
}

function ColumnRules() {
  const { t } = useTranslation('predict')
  const allowed = useAllowed()
  const columns = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]
  return (
    <details>
      <summary>{t('batch.columnRule.title')}</summary>
      <Table mt="xs" withRowBorders={false} verticalSpacing={2}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('batch.columnRule.column')}</Table.Th>
            <Table.Th>{t('batch.columnRule.allowed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.map((column) => (
            <Table.Tr key={column}>
              <Table.Th scope="row">
                <Code>{COLUMNS[column]}</Code>
              </Table.Th>
              <Table.Td>{allowed(column)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt="xs">
        {t('batch.columns', {
          columns: Object.values(COLUMNS).join(', '),
          lists: 'conditions, medications',
        })}
      </Text>
    </details>
  )
}
