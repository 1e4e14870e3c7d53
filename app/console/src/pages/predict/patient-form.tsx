import { Button, Group, Paper, Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { focusFirstProblem } from '../../forms/focus-first-problem.ts'
import { Failure } from '../../shell/failure.tsx'
import { CountInput } from './count-input.tsx'
import { NumberInput } from './number-input.tsx'
import { GENDERS, NUMBER_BOUNDS, type NumberField, type PatientInput } from './patient-input.ts'
import { PRESETS, type Preset } from './presets.ts'
import { inputOf, type TypedPatient } from './typed-patient.ts'
import { usePatientForm } from './use-patient-form.ts'

interface PatientFormProps {
  readonly failure: Error | null
  readonly isPending: boolean
  readonly onAsk: (patient: PatientInput) => void
}

/** The five inputs and the patient's id, checked beside each field before anything is sent. */
export function PatientForm({ failure, isPending, onAsk }: PatientFormProps) {
  const { t } = useTranslation('predict')
  const form = usePatientForm(failure)
  return (
    <Paper
      withBorder
      p="lg"
      component="form"
      noValidate
      className="no-print"
      onSubmit={form.onSubmit((values) => {
        const input = inputOf(values)
        if (input !== undefined) onAsk(input)
      }, focusFirstProblem(form))}
    >
      <Stack>
        <Presets onChoose={(preset) => form.setValues(PRESETS[preset])} />
        <TextInput
          label={t('field.patientId')}
          description={t('help.patientId')}
          withAsterisk
          autoComplete="off"
          {...form.getInputProps('patientId')}
        />
        <Inputs form={form} />
        <Text size="sm" c="dimmed">
          {t('onlyNumbers')}
        </Text>
        {failure !== null && <Failure error={failure} />}
        <Button type="submit" loading={isPending}>
          {t('ask')}
        </Button>
      </Stack>
    </Paper>
  )
}

/** The five inputs of the model. */
function Inputs({ form }: { form: UseFormReturnType<TypedPatient> }) {
  const { t } = useTranslation('predict')
  const hint = (field: NumberField) => t(`help.${field}`, { ...NUMBER_BOUNDS[field] })
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput
          label={t('field.age')}
          description={hint('age')}
          unit={t('unit.years')}
          withAsterisk
          {...form.getInputProps('age')}
        />
        <NumberInput
          label={t('field.earlierStays')}
          description={hint('earlierStays')}
          unit={t('unit.stays')}
          withAsterisk
          {...form.getInputProps('earlierStays')}
        />
      </SimpleGrid>
      <Radio.Group
        label={t('field.gender')}
        description={t('help.gender')}
        withAsterisk
        {...form.getInputProps('gender')}
      >
        <Group mt={6}>
          {GENDERS.map((gender) => (
            <Radio key={gender} value={gender} label={t(`gender.${gender}`)} />
          ))}
        </Group>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {(['diagnoses', 'medications'] as const).map((field) => (
          <CountInput
            key={field}
            name={field}
            label={t(`field.${field}`)}
            description={hint(field)}
            withAsterisk
            onCounted={(count) => form.setFieldValue(field, count)}
            {...form.getInputProps(field)}
          />
        ))}
      </SimpleGrid>
    </>
  )
}

function Presets({ onChoose }: { onChoose: (preset: Preset) => void }) {
  const { t } = useTranslation('predict')
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed" w="100%">
        {t('preset.label')}
      </Text>
      {(Object.keys(PRESETS) as Preset[]).map((preset) => (
        <Button key={preset} size="compact-sm" variant="default" onClick={() => onChoose(preset)}>
          {t(`preset.${preset}`)}
        </Button>
      ))}
    </Group>
  )
}
