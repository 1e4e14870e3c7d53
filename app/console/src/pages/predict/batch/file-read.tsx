import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../../figures/use-figures.ts'
import { MOST_ROWS } from './csv-patients.ts'
import type { Chosen } from './read-file.ts'
import { RowProblems } from './row-problems.tsx'

const MEGABYTE = 1_000_000

interface FileReadProps {
  readonly file: Chosen
  /** Begins; undefined once it has begun. */
  readonly onStart?: () => void
  readonly onAnother?: () => void
}

/** What the chosen file holds, and what is wrong with it. */
export function FileRead({ file, onStart, onAnother }: FileReadProps) {
  const { t } = useTranslation('predict')
  const { count } = useFigures()
  if ('refused' in file) return <Refused file={file} />
  const isCsv = 'csv' in file
  const patients = isCsv ? file.csv.rows.length : file.fhir.patients.length
  return (
    <Stack>
      <Paper withBorder p="md">
        <Group justify="space-between">
          <Text role="status">
            {isCsv
              ? t('batch.read', { name: file.name, count: patients })
              : t('batch.readFhir', {
                  name: file.name,
                  records: count(file.fhir.records),
                  patients: count(patients),
                })}
          </Text>
          {onStart !== undefined && patients > 0 && (
            <Button onClick={onStart}>
              {t(isCsv ? 'batch.start' : 'batch.startFhir', { count: patients })}
            </Button>
          )}
          {onAnother !== undefined && (
            <Button variant="default" size="xs" onClick={onAnother}>
              {t('batch.another')}
            </Button>
          )}
        </Group>
      </Paper>
      {isCsv && file.csv.problems.length > 0 && (
        <RowProblems problems={file.csv.problems} separator={file.csv.separator} />
      )}
    </Stack>
  )
}

function Refused({ file }: { file: Extract<Chosen, { refused: unknown }> }) {
  const { t } = useTranslation('predict')
  const { count } = useFigures()
  const { refused, name } = file
  const words = () => {
    switch (refused.kind) {
      case 'columns':
        return t('batch.refused.columns', {
          missing: refused.missing.join(', '),
          found: refused.found,
        })
      case 'rows':
        return t('batch.refused.rows', { count: refused.count, most: count(MOST_ROWS) })
      case 'quotes':
        return t('batch.refused.quotes', { line: refused.line })
      case 'json':
        return t('batch.refused.json', { message: refused.message })
      case 'resource':
        return t('batch.refused.resource', { found: refused.found })
      case 'bytes':
        return t('batch.refused.bytes', { most: Math.floor(refused.most / MEGABYTE) })
      default:
        return t(`batch.refused.${refused.kind}`)
    }
  }
  return (
    <Alert color="red" role="alert" title={`${t('batch.refused.title')}: ${name}`}>
      {words()}
    </Alert>
  )
}
