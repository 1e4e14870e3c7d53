import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { useFigures } from '../../figures/use-figures.ts'
import { focusFirstProblem } from '../../forms/focus-first-problem.ts'
import { Failure } from '../../shell/failure.tsx'
import type { Listed } from './patient.ts'
import { dayOf, type TypedOutcome, useOutcomeForm } from './use-outcome-form.ts'

/** What the service made of an outcome. */
export type OutcomeResult = 'recorded' | 'corrected' | 'unchanged'

interface OutcomeDialogProps {
  readonly prediction: Listed
  readonly onClose: () => void
  readonly onTold: (result: OutcomeResult) => void
}

/** Asks what became of the patient, shows it once more, and tells the service. */
export function OutcomeDialog({ prediction, onClose, onTold }: OutcomeDialogProps) {
  const { t } = useTranslation('patients')
  const { moment } = useFigures()
  const [isChecked, setIsChecked] = useState(false)
  const { form, forget } = useOutcomeForm(prediction)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('outcome.title', { time: moment(new Date(prediction.time)) })}
      closeButtonProps={{ 'aria-label': t('predictions.close') }}
    >
      {isChecked ? (
        <Confirmation
          predictionId={prediction.prediction_id}
          typed={form.values}
          onBack={() => setIsChecked(false)}
          onTold={(result) => {
            forget()
            onTold(result)
          }}
        />
      ) : (
        <Question form={form} onChecked={() => setIsChecked(true)} onClose={onClose} />
      )}
    </Modal>
  )
}

interface QuestionProps {
  readonly form: UseFormReturnType<TypedOutcome>
  readonly onChecked: () => void
  readonly onClose: () => void
}

function Question({ form, onChecked, onClose }: QuestionProps) {
  const { t } = useTranslation('patients')
  const isYes = form.values.readmitted === 'yes'
  return (
    <form noValidate onSubmit={form.onSubmit(onChecked, focusFirstProblem(form))}>
      <Stack>
        <Radio.Group
          label={t('outcome.question')}
          withAsterisk
          {...form.getInputProps('readmitted')}
        >
          <Group mt={6}>
            <Radio value="yes" label={t('outcome.yes')} />
            <Radio value="no" label={t('outcome.no')} />
          </Group>
        </Radio.Group>
        <TextInput
          type="date"
          label={t(isYes ? 'outcome.dayOfReturn' : 'outcome.dayOfKnowing')}
          withAsterisk
          max={dayOf(Date.now())}
          {...form.getInputProps('day')}
        />
        <Group>
          <Button type="submit">{t('outcome.review')}</Button>
          <Button variant="default" onClick={onClose}>
            {t('outcome.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface ConfirmationProps {
  readonly predictionId: string
  readonly typed: TypedOutcome
  readonly onBack: () => void
  readonly onTold: (result: OutcomeResult) => void
}

/** What is about to be recorded, once more. */
function Confirmation({ predictionId, typed, onBack, onTold }: ConfirmationProps) {
  const { t } = useTranslation('patients')
  const { day } = useFigures()
  const readmitted = typed.readmitted === 'yes'
  const tell = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/v1/outcomes', {
          body: { prediction_id: predictionId, readmitted, observed_on: typed.day },
        }),
      ),
    // The other results are refusals of this route.
    onSuccess: ({ result }) => onTold(result as OutcomeResult),
  })
  return (
    <Stack>
      <Text fw={600}>
        {t('outcome.confirm', {
          what: t(readmitted ? 'outcome.sureYes' : 'outcome.sureNo', { day: day(typed.day) }),
        })}
      </Text>
      <Text size="sm">{t('outcome.trail')}</Text>
      {tell.isError && <Failure error={tell.error} />}
      <Group>
        <Button autoFocus loading={tell.isPending} onClick={() => tell.mutate()}>
          {t('outcome.save')}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('outcome.back')}
        </Button>
      </Group>
    </Stack>
  )
}
