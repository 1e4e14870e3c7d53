import { Button, Group, NativeSelect, Radio, Stack, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { DECISION_REASONS, type DecisionReason } from '../../../serving/decision-reasons.ts'
import { ApiError, type Schema } from '../api/api.ts'
import { useKept } from '../kept/use-kept.ts'
import { Failure } from '../shell/failure.tsx'
import { isLevel, LEVELS, type Level } from './prediction.ts'

/** What the service takes as a note: words, without digits and @. */
const WORDS = /^[\p{L}\p{M}\p{Zs}.,;:()!?'’"„“%/+–-]*$/u
const MOST_LETTERS = 200

interface OverrideFormProps {
  readonly predictionId: string
  /** The level of the model, which an override differs from. */
  readonly answered: Level
  readonly failure: Error | null
  readonly isPending: boolean
  readonly onSave: (decision: Schema<'Decision'>) => void
  readonly onCancel: () => void
}

const isReason = (text: string): text is DecisionReason =>
  (DECISION_REASONS as readonly string[]).includes(text)

/** Reason, level and note of an override. What was typed survives failures and the sign-in. */
export function OverrideForm(props: OverrideFormProps) {
  const { predictionId, answered, failure, isPending, onSave, onCancel } = props
  const { t } = useTranslation('prediction')
  const [typed, keep, forget] = useKept(`override ${predictionId}`, () => ({
    reason: '',
    level: '',
    note: '',
  }))
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
  const save = ({ reason, level, note }: typeof typed) => {
    if (!isReason(reason) || !isLevel(level)) return
    const words = note.trim()
    onSave({
      action: 'overridden',
      reason_code: reason,
      level,
      ...(words !== '' && { note: words }),
    })
  }
  return (
    <form className="no-print" noValidate onSubmit={form.onSubmit(save)}>
      <Stack gap="sm">
        <Radio.Group label={t('decision.level')} withAsterisk {...form.getInputProps('level')}>
          <Group mt={6}>
            {LEVELS.filter((level) => level !== answered).map((level) => (
              <Radio key={level} value={level} label={t(`level.${level}`)} />
            ))}
          </Group>
        </Radio.Group>
        <NativeSelect
          label={t('decision.reason')}
          withAsterisk
          data={[
            { value: '', label: t('decision.reasonChoose') },
            ...DECISION_REASONS.map((value) => ({ value, label: t(`decision.reasons.${value}`) })),
          ]}
          {...form.getInputProps('reason')}
        />
        <Textarea
          label={t('decision.note')}
          description={t('decision.noteHelp')}
          autosize
          minRows={2}
          {...form.getInputProps('note')}
        />
        {failure !== null && <Failure error={failure} />}
        <Group>
          <Button type="submit" loading={isPending}>
            {t('decision.save')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              forget()
              onCancel()
            }}
          >
            {t('decision.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
