import { Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { PasswordField, passwordRule } from './password-field.tsx'
import type { Secret } from './shown-once.tsx'
import { TaskModal } from './task-modal.tsx'
import type { User } from './users-table.tsx'

interface SetPasswordProps {
  readonly user: User
  readonly onDone: (secret: Secret) => void
  readonly onClose: () => void
}

/** A new password for somebody who lost his, or whose was seen. */
export function SetPassword({ user, onDone, onClose }: SetPasswordProps) {
  const { t } = useTranslation('administration')
  const name = user.username
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: passwordRule(t) },
  })
  const change = useMutation({
    gcTime: 0,
    mutationFn: (body: { password: string }) =>
      answerOf(
        api.POST('/api/v1/admin/users/{id}/password', { params: { path: { id: user.id } }, body }),
      ),
    onSuccess: (_, { password }) =>
      onDone({
        title: t('setPassword.done', { name }),
        label: t('password.known', { name }),
        text: password,
      }),
  })
  return (
    <TaskModal
      title={t('setPassword.title', { name })}
      submit={t('setPassword.submit')}
      isPending={change.isPending}
      error={change.error}
      onSubmit={form.onSubmit((values) => change.mutate(values))}
      onClose={onClose}
    >
      <Text size="sm">{t('setPassword.text', { name })}</Text>
      <PasswordField form={form} />
    </TaskModal>
  )
}
