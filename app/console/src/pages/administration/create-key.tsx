import { NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { useInstitutionChoices } from './institutions.ts'
import { dayText, endOf } from './key-times.ts'
import type { Secret } from './shown-once.tsx'
import { TaskModal } from './task-modal.tsx'

interface CreateKeyProps {
  readonly onDone: (secret: Secret) => void
  readonly onClose: () => void
}

/** A key nobody thinks of any more should not work for ever: a year is offered. */
const OFFERED_DAYS = 365

/** Printable characters, not all blank: what the service takes as a purpose. */
const LABEL = /^(?=.*\S)\P{C}{1,100}$/u

/** A new key for a system of an institution. */
export function CreateKey({ onDone, onClose }: CreateKeyProps) {
  const { t } = useTranslation('administration')
  const institutions = useInstitutionChoices()
  const form = useForm({
    initialValues: { institution: '', label: '', lastDay: dayText(OFFERED_DAYS) },
    validate: {
      institution: (id) => (id === '' ? t('needed') : null),
      label: (text) => (LABEL.test(text) ? null : t('createKey.labelInvalid')),
      lastDay: (day) => (day !== '' && day < dayText(0) ? t('createKey.past') : null),
    },
  })
  const create = useMutation({
    gcTime: 0,
    mutationFn: ({ institution, label, lastDay }: typeof form.values) =>
      answerOf(
        api.POST('/api/v1/admin/keys', {
          body: {
            institution_id: institution,
            label,
            ...(lastDay !== '' && { expires_at: endOf(lastDay) }),
          },
        }),
      ),
    onSuccess: ({ key, institution_id: institution }) =>
      onDone({
        title: t('createKey.done'),
        label: t('createKey.key', { institution }),
        text: key,
      }),
  })
  return (
    <TaskModal
      title={t('createKey.title')}
      submit={t('createKey.submit')}
      isPending={create.isPending}
      error={create.error}
      onSubmit={form.onSubmit((values) => create.mutate(values))}
      onClose={onClose}
    >
      <NativeSelect
        label={t('institution')}
        required
        data-autofocus
        data={[{ value: '', label: '' }, ...institutions]}
        {...form.getInputProps('institution')}
      />
      <TextInput
        label={t('createKey.label')}
        description={t('createKey.labelHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        maxLength={100}
        autoComplete="off"
        {...form.getInputProps('label')}
      />
      <TextInput
        type="date"
        label={t('createKey.ends')}
        description={t('createKey.endsHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('lastDay')}
      />
    </TaskModal>
  )
}
