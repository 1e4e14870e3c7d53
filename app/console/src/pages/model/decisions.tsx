import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DecisionDialog } from './decision-dialog.tsx'
import { GateReasons } from './gate-reasons.tsx'
import { type Order, type Outcome, useDecision, type Version } from './queries.ts'
import { isRefused } from './version-state.ts'

const TONES = {
  promoted: 'green',
  rolledBack: 'green',
  notPromoted: 'red',
  refused: 'gray',
} as const

interface DecisionsProps {
  readonly version: Version
  /** Whether the gate's reasons are told here; false where the page shows them anyway. */
  readonly showsReasons: boolean
}

/** What an administrator may do with a version, and what came of it. */
export function Decisions({ version, showsReasons }: DecisionsProps) {
  const { t } = useTranslation('model')
  // What is asked stays while the dialog closes: its words must not change then.
  const [asked, setAsked] = useState<Order['action']>('promote')
  const [isOpen, dialog] = useDisclosure()
  const decision = useDecision()
  const number = { version: version.version }
  const open = (action: Order['action']) => () => {
    decision.reset()
    setAsked(action)
    dialog.open()
  }
  return (
    <Stack gap="sm" align="flex-start">
      <div aria-live="polite">
        {decision.data !== undefined && (
          <Told outcome={decision.data} showsReasons={showsReasons} />
        )}
      </div>
      {version.serving && <Text size="sm">{t('act.isServing')}</Text>}
      {isRefused(version) && <Text size="sm">{t('act.isRefused')}</Text>}
      {!version.serving && (
        <Group className="no-print">
          {!isRefused(version) && (
            <Button onClick={open('promote')}>{t('act.promote', number)}</Button>
          )}
          {version.promoted_at !== null && (
            <Button variant="default" onClick={open('rollBack')}>
              {t('act.rollBack', number)}
            </Button>
          )}
          {!isRefused(version) && (
            <Button variant="default" onClick={open('refuse')}>
              {t('act.refuse', number)}
            </Button>
          )}
        </Group>
      )}
      <DecisionDialog
        isOpen={isOpen}
        action={asked}
        version={version.version}
        isBusy={decision.isPending}
        error={decision.error}
        onClose={dialog.close}
        onConfirm={(order) => decision.mutate(order, { onSuccess: dialog.close })}
      />
    </Stack>
  )
}

function Told({ outcome, showsReasons }: { outcome: Outcome; showsReasons: boolean }) {
  const { t } = useTranslation('model')
  const { version, result, reasons } = outcome
  return (
    <Alert color={TONES[result]} title={t(`act.${result}`, { version })}>
      {result === 'notPromoted' && showsReasons && <GateReasons reasons={reasons} />}
    </Alert>
  )
}
