import { Alert, Stack, Text } from '@mantine/core'
import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { type BatchResult, byRisk, type PatientResult, type RefusedRecord } from './batch-result.ts'
import type { BatchRun } from './batch-run.ts'
import { FailedPatients } from './failed-patients.tsx'
import type { Chosen } from './read-file.ts'
import { RefusedRecords } from './refused-records.tsx'
import { ResultTable } from './result-table.tsx'
import { RunProgress } from './run-progress.tsx'

interface RunViewProps {
  readonly run: BatchRun<BatchResult>
  readonly file: Chosen
}

/** A run as it goes: progress, what was stored or refused, and the results so far. */
export function RunView({ run, file }: RunViewProps) {
  const { t } = useTranslation('predict')
  const state = useSyncExternalStore(run.subscribe, run.state)
  const { results } = state
  const patients = useMemo(
    () => results.filter((one): one is PatientResult => one.kind === 'patient').sort(byRisk),
    [results],
  )
  const refused = useMemo(
    () => results.filter((one): one is RefusedRecord => one.kind === 'refused'),
    [results],
  )
  const stored = results.reduce((n, one) => n + (one.kind === 'stored' ? one.accepted : 0), 0)
  const failed = patients.filter(({ answered }) => answered === undefined)
  return (
    <Stack>
      <RunProgress run={run} state={state} />
      {stored > 0 && <Text size="sm">{t('batch.stored', { count: stored })}</Text>}
      {refused.length > 0 && (
        <RefusedRecords records={refused} isLines={'fhir' in file && file.fhir.isLines} />
      )}
      {failed.length > 0 && <FailedPatients patients={failed} />}
      {patients.length > failed.length && (
        <ResultTable
          patients={patients}
          separator={'csv' in file ? file.csv.separator : ','}
          hasLines={'csv' in file}
        />
      )}
      {patients.length === 0 && state.phase === 'done' && (
        <Alert color="yellow">{t('batch.refused.noPatients')}</Alert>
      )}
    </Stack>
  )
}
