import { useTranslation } from 'react-i18next'
import type { PatientResult } from './batch-result.ts'
import { ReasonTable } from './reason-table.tsx'

/** Patients whom the service gave no prediction, each with its reason. */
export function FailedPatients({ patients }: { patients: readonly PatientResult[] }) {
  const { t } = useTranslation('predict')
  return (
    <ReasonTable
      id="failed-patients"
      title={t('batch.results.failed', { count: patients.length })}
      head={t('batch.results.patient')}
      rows={patients.map(({ line, patientId, problem }) => ({
        key: `${line} ${patientId}`,
        what: patientId,
        reason: problem ?? '',
      }))}
    />
  )
}
