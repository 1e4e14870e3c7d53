import { Alert, Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/api.ts'

interface FailureProps {
  readonly error: Error
  /** Asks again; without it there is no button. */
  readonly onAgain?: (() => void) | undefined
}

/** What went wrong in the service's words, with the request to ask the operator about. */
export function Failure({ error, onAgain }: FailureProps) {
  const { t } = useTranslation()
  const { status, requestId } = error instanceof ApiError ? error : {}
  return (
    <Alert color="red" role="alert" title={t('failed.title')}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{status === 0 ? t('failed.network') : error.message}</Text>
        {requestId !== undefined && (
          <Text size="xs" c="dimmed">
            {t('failed.request', { id: requestId })}
          </Text>
        )}
        {onAgain !== undefined && (
          <Button size="xs" variant="default" onClick={onAgain}>
            {t('failed.again')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
