import { type UseFormReturnType, useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import { useKept } from '../../kept/use-kept.ts'
import type { Listed } from './patient.ts'

const HORIZON_DAYS = 30
const DAY_MS = 86_400_000

/** An outcome as it is typed. */
export interface TypedOutcome {
  readmitted: '' | 'yes' | 'no'
  /** ISO 8601, or nothing. */
  day: string
}

/** The day of a time, in UTC. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** The form of an outcome: kept while the sign-in is asked for again, checked before it is sent. */
export function useOutcomeForm({ prediction_id, time, outcome }: Listed): {
  form: UseFormReturnType<TypedOutcome>
  forget: () => void
} {
  const { t } = useTranslation('patients')
  const { day } = useFigures()
  const [typed, keep, forget] = useKept(
    `outcome ${prediction_id}`,
    (): TypedOutcome => ({
      readmitted: outcome === null ? '' : outcome.readmitted ? 'yes' : 'no',
      day: outcome?.observed_on ?? '',
    }),
  )
  const earliest = (readmitted: string) =>
    dayOf(Date.parse(time) + (readmitted === 'yes' ? 0 : HORIZON_DAYS * DAY_MS))
  const form = useForm<TypedOutcome>({
    initialValues: typed,
    onValuesChange: keep,
    validate: {
      readmitted: (answer) => (answer === '' ? t('outcome.needed') : null),
      day: (chosen, { readmitted }) => {
        if (chosen === '') return t('outcome.needed')
        // The service gives a day of grace at both ends: this clock and its need not agree on the day.
        if (chosen > dayOf(Date.now() + DAY_MS)) return t('outcome.future')
        const from = earliest(readmitted)
        const words = readmitted === 'yes' ? 'outcome.earlyReturn' : 'outcome.early'
        return chosen < dayOf(Date.parse(from) - DAY_MS) ? t(words, { day: day(from) }) : null
      },
    },
  })
  return { form, forget }
}
