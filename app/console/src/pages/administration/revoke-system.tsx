import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import type { System } from './system.ts'
import { TaskModal } from './task-modal.tsx'

interface RevokeSystemProps {
  readonly system: System
  readonly onDone: (said: string) => void
  readonly onClose: () => void
}

/** Says what ends, and asks before it does. */
export function RevokeSystem({ system, onDone, onClose }: RevokeSystemProps) {
  const { t } = useTranslation('administration')
  const { id, name, institution_id: institution, uses } = system
  const revoke = useMutation({
    mutationFn: () =>
      answerOf(api.DELETE('/api/v1/admin/clients/{id}', { params: { path: { id } } })),
    onSuccess: () => onDone(t('revokeSystem.done', { name })),
  })
  return (
    <TaskModal
      title={t('revokeSystem.title', { name })}
      submit={t('revokeSystem.submit')}
      isDangerous
      isPending={revoke.isPending}
      error={revoke.error}
      onSubmit={(event) => {
        event.preventDefault()
        revoke.mutate()
      }}
      onClose={onClose}
    >
      <Text size="sm">{t('revokeSystem.text', { name, institution })}</Text>
      <Text size="sm" component="ul" m={0} ps="lg">
        {uses.includes('cds-hooks') && <li>{t('revokeSystem.ends.cards')}</li>}
        {uses.includes('fhir') && <li>{t('revokeSystem.ends.tokens')}</li>}
      </Text>
      <Text size="sm">{t('revokeSystem.after')}</Text>
    </TaskModal>
  )
}
