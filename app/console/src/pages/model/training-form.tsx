import { Alert, Button, NumberInput, Radio, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api, type Schema } from '../../api/api.ts'
import { Failure } from '../../shell/failure.tsx'

const [LEAST, MOST] = [100, 10_000_000]
/** Of the public table's 45,000 or so that may be learned from: all of them would give the shipped model again. */
const SOME_OF_PUBLIC = 30_000

interface TrainingFormProps {
  readonly data: Schema<'TrainingData'>
}

/** What to train on, and what is to become of the candidate. */
export function TrainingForm({ data: { own, public_table: hasPublic } }: TrainingFormProps) {
  const { t } = useTranslation('model')
  const queries = useQueryClient()
  const form = useForm({
    initialValues: {
      data: own === null ? 'public' : 'own',
      patients: own === null ? SOME_OF_PUBLIC : MOST,
      after: 'keep',
    },
    validate: {
      patients: (value: unknown) =>
        Number.isInteger(value) && Number(value) >= LEAST && Number(value) <= MOST
          ? null
          : t('training.patientsWrong'),
    },
  })
  const start = useMutation({
    mutationFn: ({ data, patients, after }: typeof form.values) =>
      answerOf(
        api.POST('/api/v1/admin/retrain', {
          body: {
            data: data === 'own' ? 'own' : 'public',
            n_patients: patients,
            promote: after === 'serve',
          },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['training'] }),
  })
  if (own === null && !hasPublic) return <Nothing />
  return (
    <form onSubmit={form.onSubmit((values) => start.mutate(values))}>
      <Stack align="flex-start">
        <Radio.Group label={t('training.on')} {...form.getInputProps('data')}>
          <Stack gap="xs" mt="xs">
            <Radio value="own" disabled={own === null} label={t(`training.own.${own ?? 'none'}`)} />
            <Radio
              value="public"
              disabled={!hasPublic}
              label={t('training.public')}
              description={t(hasPublic ? 'training.publicHint' : 'training.publicGone')}
            />
          </Stack>
        </Radio.Group>
        <NumberInput
          label={t('training.patients')}
          description={t('training.patientsHint')}
          min={LEAST}
          max={MOST}
          clampBehavior="none"
          allowDecimal={false}
          hideControls
          {...form.getInputProps('patients')}
        />
        <Radio.Group label={t('training.after')} {...form.getInputProps('after')}>
          <Stack gap="xs" mt="xs">
            <Radio value="keep" label={t('training.keep')} />
            <Radio value="serve" label={t('training.serve')} />
          </Stack>
        </Radio.Group>
        {start.isError && <Failure error={start.error} />}
        <Button type="submit" loading={start.isPending}>
          {t('training.start')}
        </Button>
      </Stack>
    </form>
  )
}

function Nothing() {
  const { t } = useTranslation('model')
  return (
    <Alert color="yellow" title={t('training.nothing')}>
      <Text size="sm">{t('training.nothingText')}</Text>
    </Alert>
  )
}
