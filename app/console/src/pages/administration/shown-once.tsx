import { Alert, Button, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Copyable } from '../../copyable/copyable.tsx'

/** A key or password that only its receiver will know. */
export interface Secret {
  readonly title: string
  readonly label: string
  readonly text: string
  /** What else is to be known. */
  readonly note?: string
}

interface ShownOnceProps {
  readonly secret: Secret
  readonly onClose: () => void
}

/**
 * Shows a secret until somebody says he has it: no key and no click beside closes it, since it cannot
 * be shown again. It is in this page's memory alone, and gone with it.
 */
export function ShownOnce({ secret, onClose }: ShownOnceProps) {
  const { t } = useTranslation('administration')
  return (
    <Modal
      opened
      onClose={onClose}
      title={secret.title}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
    >
      <Stack>
        <Alert color="yellow" title={t('once.warning')}>
          {t('once.text')}
        </Alert>
        <Copyable label={secret.label} text={secret.text} />
        {secret.note !== undefined && <Text size="sm">{secret.note}</Text>}
        <Button onClick={onClose}>{t('once.kept')}</Button>
      </Stack>
    </Modal>
  )
}
