import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { TaskModal } from './task-modal.tsx'
import type { User } from './users-table.tsx'

interface RemoveUserProps {
  readonly user: User
  readonly onDone: (said: string) => void
  readonly onClose: () => void
}

/** Asks before a user is deleted for good. */
export function RemoveUser({ user, onDone, onClose }: RemoveUserProps) {
  const { t } = useTranslation('administration')
  const name = user.username
  const remove = useMutation({
    mutationFn: () =>
      answerOf(api.DELETE('/api/v1/admin/users/{id}', { params: { path: { id: user.id } } })),
    onSuccess: () => onDone(t('removeUser.done', { name })),
  })
  return (
    <TaskModal
      title={t('removeUser.title', { name })}
      submit={t('removeUser.submit')}
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      onSubmit={(event) => {
        event.preventDefault()
        remove.mutate()
      }}
      onClose={onClose}
    >
      <Text size="sm">{t('removeUser.text', { name })}</Text>
    </TaskModal>
  )
}
