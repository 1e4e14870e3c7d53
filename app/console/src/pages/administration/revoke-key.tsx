import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { type Key, nameOf } from './keys-table.tsx'
import { TaskModal } from './task-modal.tsx'

interface RevokeKeyProps {
  readonly apiKey: Key
  readonly onDone: (said: string) => void
  readonly onClose: () => void
}

/** Asks before a key stops working at once. */
export function RevokeKey({ apiKey, onDone, onClose }: RevokeKeyProps) {
  const { t } = useTranslation('administration')
  const name = nameOf(t, apiKey)
  const revoke = useMutation({
    mutationFn: () =>
      answerOf(api.DELETE('/api/v1/admin/keys/{id}', { params: { path: { id: apiKey.id } } })),
    onSuccess: () => onDone(t('revokeKey.done', { name })),
  })
  return (
    <TaskModal
      title={t('revokeKey.title', { name })}
      submit={t('revokeKey.submit')}
      isDangerous
      isPending={revoke.isPending}
      error={revoke.error}
      onSubmit={(event) => {
        event.preventDefault()
        revoke.mutate()
      }}
      onClose={onClose}
    >
      <Text size="sm">{t('revokeKey.text', { institution: apiKey.institution_id })}</Text>
    </TaskModal>
  )
}
