import { useTranslation } from 'react-i18next'
import { NUMBER_BOUNDS } from '../patient-input.ts'
import type { COLUMNS } from './csv-patients.ts'

/** What a column of the table may hold, in words; undefined means the row as a whole. */
export function useAllowed(): (column: keyof typeof COLUMNS | undefined) => string {
  const { t } = useTranslation('predict')
  return (column) => {
    if (column === undefined) return t('batch.problems.width')
    if (column === 'patientId') return t('batch.problems.identifier')
    if (column === 'gender') return t('batch.problems.gender')
    return t('batch.problems.number', { ...NUMBER_BOUNDS[column] })
  }
}
