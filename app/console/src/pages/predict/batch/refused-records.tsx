import { useTranslation } from 'react-i18next'
import type { RefusedRecord } from './batch-result.ts'
import { ReasonTable } from './reason-table.tsx'

interface RefusedRecordsProps {
  readonly records: readonly RefusedRecord[]
  /** Whether positions are lines, else entries. */
  readonly isLines: boolean
}

/** FHIR records that the service did not take, each with its reason. */
export function RefusedRecords({ records, isLines }: RefusedRecordsProps) {
  const { t } = useTranslation('predict')
  return (
    <ReasonTable
      id="refused-records"
      title={t('batch.records.title', { count: records.length })}
      head={t(isLines ? 'batch.records.line' : 'batch.records.entry')}
      rows={records.map(({ position, reason }, index) => ({
        key: String(index),
        what: String(position),
        reason,
      }))}
    />
  )
}
