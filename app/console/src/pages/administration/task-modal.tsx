import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode, SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Failure } from '../../shell/failure.tsx'

interface TaskModalProps {
  readonly title: string
  /** What the button says that does it. */
  readonly submit: string
  readonly isDangerous?: true
  readonly isPending: boolean
  readonly error: Error | null
  readonly onSubmit: (event: SubmitEvent<HTMLFormElement>) => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog that does one thing, or says why it could not; what was typed stays. */
export function TaskModal(props: TaskModalProps) {
  const { t } = useTranslation('administration')
  const { title, submit, isDangerous, isPending, error, onSubmit, onClose, children } = props
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {children}
          {error !== null && <Failure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={isPending} {...(isDangerous && { color: 'red' })}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
