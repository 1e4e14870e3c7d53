import { Button, Group, NativeSelect, Radio, Stack, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DECISION_REASONS } from '../../../serving/decision-reasons.ts'
import type { Schema } from '../api/api.ts'
import { focusFirstProblem } from '../forms/focus-first-problem.ts'
import { Failure } from '../shell/failure.tsx'
import { isLevel, LEVELS, type Level } from './prediction.ts'
import { isReason, type TypedOverride, useOverrideForm } from './use-override-form.ts'

interface OverrideFormProps {
  readonly predictionId: string
  /** The level of the model, which an override differs from. */
  readonly answered: Level
  readonly failure: Error | null
  readonly isPending: boolean
  readonly onSave: (decision: Schema<'Decision'>) => void
  readonly onCancel: () => void
}

/** Reason, level and note of an override. What was typed survives failures and the sign-in. */
export function OverrideForm(props: OverrideFormProps) {
  const { predictionId, answered, failure, isPending, onSave, onCancel } = props
  const { t } = useTranslation('prediction')
  const { form, forget } = useOverrideForm(predictionId, failure)
  const save = ({ reason, level, note }: TypedOverride) => {
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
    <form className="no-print" noValidate onSubmit={form.onSubmit(save, focusFirstProblem(form))}>
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
