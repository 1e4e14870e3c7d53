import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Failure } from '../../shell/failure.tsx'
import type { Order } from './queries.ts'

interface DecisionDialogProps {
  readonly isOpen: boolean
  /** What is to be confirmed. */
  readonly action: Order['action']
  readonly version: number
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onClose: () => void
  readonly onConfirm: (order: Order) => void
}

/** Asks before a model is put into service or refused, and for the reason of a refusal. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { isOpen, action, version, isBusy, error, onClose, onConfirm } = props
  const { t } = useTranslation('model')
  const [reason, setReason] = useState('')
  const [isShort, setIsShort] = useState(false)
  const confirm = () => {
    if (action !== 'refuse') return onConfirm({ action, version })
    const given = reason.trim()
    setIsShort(given.length < 3)
    if (given.length >= 3) onConfirm({ action, version, reason: given })
  }
  return (
    // Put together from its parts: the header of a whole one would be a second banner of the page. The
    // lock of the page behind would write a style element, which the policy refuses.
    <Modal.Root
      lockScroll={false}
      opened={isOpen}
      onClose={isBusy ? () => undefined : onClose}
      centered
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="lg">
          <Modal.Title fw={600} mb="md">
            {t(`act.${action}Title`, { version })}
          </Modal.Title>
          <Stack>
            <Text size="sm">{t(`act.${action}Text`, { version })}</Text>
            {action === 'refuse' && (
              <Textarea
                label={t('act.reason')}
                description={t('act.reasonHint')}
                maxLength={500}
                autosize
                minRows={3}
                required
                value={reason}
                error={isShort && t('act.reasonNeeded')}
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
              />
            )}
            {error !== null && <Failure error={error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose} disabled={isBusy}>
                {t('act.cancel')}
              </Button>
              <Button
                onClick={confirm}
                loading={isBusy}
                {...(action === 'refuse' && { color: 'red' })}
              >
                {t(`act.${action}`, { version })}
              </Button>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
