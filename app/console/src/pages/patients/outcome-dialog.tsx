import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { useKept } from '../../kept/use-kept.ts'
import { useFigures } from '../../prediction/use-figures.ts'
import { Failure } from '../../shell/failure.tsx'
import type { Listed } from './patient.ts'

/** What the service made of an outcome. */
export type OutcomeResult = 'recorded' | 'corrected' | 'unchanged'

const HORIZON_DAYS = 30
const DAY_MS = 86_400_000

interface OutcomeDialogProps {
  readonly prediction: Listed
  readonly onClose: () => void
  readonly onTold: (result: OutcomeResult) => void
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** Asks what became of the patient, shows it once more, and tells the service. */
export function OutcomeDialog({ prediction, onClose, onTold }: OutcomeDialogProps) {
  const { t } = useTranslation('patients')
  const { time, day } = useFigures()
  const { prediction_id, time: made, outcome } = prediction
  const [isChecked, setIsChecked] = useState(false)
  const [typed, keep, forget] = useKept(`outcome ${prediction_id}`, () => ({
    readmitted: outcome === null ? '' : outcome.readmitted ? 'yes' : 'no',
    day: outcome?.observed_on ?? '',
  }))
  const earliest = (readmitted: string) =>
    dayOf(Date.parse(made) + (readmitted === 'yes' ? 0 : HORIZON_DAYS * DAY_MS))
  const form = useForm({
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
  const tell = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/v1/outcomes', {
          body: {
            prediction_id,
            readmitted: form.values.readmitted === 'yes',
            observed_on: form.values.day,
          },
        }),
      ),
    onSuccess: ({ result }) => {
      forget()
      onTold(result as OutcomeResult)
    },
  })
  const isYes = form.values.readmitted === 'yes'
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('outcome.title', { time: time(new Date(made)) })}
      closeButtonProps={{ 'aria-label': t('predictions.close') }}
    >
      {isChecked ? (
        <Stack>
          <Text fw={600}>
            {t('outcome.confirm', {
              what: t(isYes ? 'outcome.sureYes' : 'outcome.sureNo', { day: day(form.values.day) }),
            })}
          </Text>
          <Text size="sm">{t('outcome.trail')}</Text>
          {tell.isError && <Failure error={tell.error} />}
          <Group>
            <Button data-autofocus loading={tell.isPending} onClick={() => tell.mutate()}>
              {t('outcome.save')}
            </Button>
            <Button variant="default" onClick={() => setIsChecked(false)}>
              {t('outcome.back')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <form noValidate onSubmit={form.onSubmit(() => setIsChecked(true))}>
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
      )}
    </Modal>
  )
}
