import { useForm } from '@mantine/form'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { DECISION_REASONS, type DecisionReason } from '../../../serving/decision-reasons.ts'
import { ApiError } from '../api/api.ts'
import { useKept } from '../kept/use-kept.ts'
import { isLevel } from './prediction.ts'

/** What the service takes as a note: words, without digits and @. */
const WORDS = /^[\p{L}\p{M}\p{Zs}.,;:()!?'’"„“%/+–-]*$/u
const MOST_LETTERS = 200

/** The form of an override as it is typed. */
export interface TypedOverride {
  reason: string
  level: string
  note: string
}

/** Whether a text is a reason that the service knows. */
export const isReason = (text: string): text is DecisionReason =>
  (DECISION_REASONS as readonly string[]).includes(text)

/** The form of an override: kept while the sign-in is asked for again, checked before it is sent. */
export function useOverrideForm(predictionId: string, failure: Error | null) {
  const { t } = useTranslation('prediction')
  const [typed, keep, forget] = useKept(
    `override ${predictionId}`,
    (): TypedOverride => ({
      reason: '',
      level: '',
      note: '',
    }),
  )
  const form = useForm({
    initialValues: typed,
    onValuesChange: keep,
    validate: {
      reason: (reason) => (isReason(reason) ? null : t('decision.needed')),
      level: (level) => (isLevel(level) ? null : t('decision.needed')),
      note: (note) => {
        if (note.length > MOST_LETTERS) return t('decision.noteLong', { count: note.length })
        return WORDS.test(note.trim()) ? null : t('decision.noteWrong')
      },
    },
  })
  const { setErrors } = form
  useEffect(() => {
    if (!(failure instanceof ApiError)) return
    const names = { reason_code: 'reason', level: 'level', note: 'note' } as const
    setErrors(
      Object.fromEntries(
        Object.entries(names).flatMap(([path, field]) => {
          const message = failure.fields.get(path)
          return message === undefined ? [] : [[field, message]]
        }),
      ),
    )
  }, [failure, setErrors])
  return { form, forget }
}
