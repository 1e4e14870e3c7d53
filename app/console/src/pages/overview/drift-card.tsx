import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import { useSession } from '../../session/session-provider.tsx'
import { Failure } from '../../shell/failure.tsx'
import { Card } from './card.tsx'
import { type Overview, useDriftCheck } from './queries.ts'

interface DriftCardProps {
  readonly drift: Overview['drift']
  /** Version in service. */
  readonly serving: string
}

/** Whether patients or outcomes have changed, as far as anybody has looked. */
export function DriftCard({ drift, serving }: DriftCardProps) {
  const { t } = useTranslation('overview')
  const { session } = useSession()
  const check = useDriftCheck()
  const isAdmin = session.role === 'admin'
  return (
    <Card title={t('drift.title')}>
      {drift === null ? (
        <Text size="sm">{t('drift.never')}</Text>
      ) : (
        <Found drift={drift} serving={serving} />
      )}
      {check.isError && <Failure error={check.error} />}
      {isAdmin && (
        <Button
          size="xs"
          variant="default"
          w="fit-content"
          mt="auto"
          className="no-print"
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {t('drift.check')}
        </Button>
      )}
    </Card>
  )
}

function Found({ drift, serving }: { drift: NonNullable<Overview['drift']>; serving: string }) {
  const { t } = useTranslation('overview')
  const { moment } = useFigures()
  const { judged_findings: judged, drifted_findings: drifted } = drift
  const { checked_at, model_version: version } = drift
  const verdict = drift.drifted ? t('drift.found') : t('drift.none')
  return (
    <>
      {judged === 0 ? (
        <Text size="sm">{t('drift.unknown')}</Text>
      ) : (
        <>
          <Text fw={600} c={drift.drifted ? 'red' : 'green'}>
            <span aria-hidden>{drift.drifted ? '⚠ ' : '✓ '}</span>
            {verdict}
          </Text>
          <Text size="sm">{t('drift.findings', { judged, drifted })}</Text>
        </>
      )}
      <Text size="sm">{t('drift.checked', { when: moment(checked_at), version })}</Text>
      {String(version) !== serving && <Text size="sm">{t('drift.other')}</Text>}
    </>
  )
}
