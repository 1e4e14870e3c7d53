import { type UseFormReturnType, useForm } from '@mantine/form'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api.ts'
import { useKept } from '../../kept/use-kept.ts'
import { NUMBER_BOUNDS, type NumberField, readNumber, readPatientId } from './patient-input.ts'
import { EMPTY, fieldErrorsOf, type TypedPatient } from './typed-patient.ts'

/**
 * The form of a patient: kept while the sign-in is asked for again, checked before it is sent.
 *
 * @param failure what came of the last request; refusals of fields are shown beside them
 */
export function usePatientForm(failure: Error | null): UseFormReturnType<TypedPatient> {
  const { t } = useTranslation('predict')
  const [typed, keep] = useKept('patient', () => EMPTY)
  const numberProblem = (field: NumberField) => (text: string) => {
    const read = readNumber(field, text)
    return typeof read === 'number' ? null : t(`problem.${read}`, { ...NUMBER_BOUNDS[field] })
  }
  const form = useForm({
    initialValues: typed,
    onValuesChange: keep,
    validate: {
      patientId: (text) => {
        const read = readPatientId(text)
        return typeof read === 'string' ? t(`problem.${read}`, { min: 1, max: 128 }) : null
      },
      age: numberProblem('age'),
      gender: (gender) => (gender === '' ? t('problem.choose') : null),
      diagnoses: numberProblem('diagnoses'),
      medications: numberProblem('medications'),
      earlierStays: numberProblem('earlierStays'),
    },
  })
  const { setErrors } = form
  useEffect(() => {
    if (failure instanceof ApiError) setErrors(fieldErrorsOf(failure))
  }, [failure, setErrors])
  return form
}
