import { Button, Loader, Modal, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { Copyable } from '../../copyable/copyable.tsx'
import { Failure } from '../../shell/failure.tsx'
import type { System } from './system.ts'

interface ConnectionProps {
  readonly system: System
  /** Registered just now. */
  readonly isNew: boolean
  readonly onClose: () => void
}

/** What a system's own administrators need to connect it. Nothing of it is secret. */
export function Connection({ system, isNew, onClose }: ConnectionProps) {
  const { t } = useTranslation('administration')
  const { name, issuer, tenant, uses } = system
  // The service tells the address that tokens must name, or that it does not know its own.
  const asked = useQuery({
    queryKey: ['smart-configuration'],
    queryFn: () => answerOf(api.GET('/fhir/.well-known/smart-configuration')),
  })
  const origin = asked.data ? new URL(asked.data.token_endpoint).origin : location.origin
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(isNew ? 'connection.done' : 'connection.title', { name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <Text size="sm">{t('connection.text')}</Text>
        {asked.isPending && <Loader size="sm" />}
        {asked.isError && <Failure error={asked.error} onAgain={() => void asked.refetch()} />}
        <Copyable label={t('connection.issuer')} text={issuer} />
        {tenant !== null && <Copyable label={t('connection.tenant')} text={tenant} />}
        {uses.includes('cds-hooks') && <CdsHooks origin={origin} />}
        {uses.includes('fhir') && <Fhir origin={origin} scopes={system.scopes} />}
        <Button onClick={onClose}>{t('close')}</Button>
      </Stack>
    </Modal>
  )
}

function CdsHooks({ origin }: { origin: string }) {
  const { t } = useTranslation('administration')
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {t('systems.use.cds-hooks')}
      </Title>
      <Copyable label={t('connection.cdsDiscovery')} text={`${origin}/cds-services`} />
      <Text size="sm">{t('connection.cdsAudience')}</Text>
    </Stack>
  )
}

function Fhir({ origin, scopes }: { origin: string; scopes: readonly string[] }) {
  const { t } = useTranslation('administration')
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {t('systems.use.fhir')}
      </Title>
      <Copyable
        label={t('connection.fhirDiscovery')}
        text={`${origin}/fhir/.well-known/smart-configuration`}
      />
      <Copyable label={t('connection.token')} text={`${origin}/fhir/auth/token`} />
      <Copyable label={t('connection.fhir')} text={`${origin}/fhir`} />
      <Copyable label={t('connection.scopes')} text={scopes.join(' ')} />
    </Stack>
  )
}
