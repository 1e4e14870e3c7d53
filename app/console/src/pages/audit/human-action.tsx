import { Anchor, Blockquote, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { regionOf } from '../../language/region.ts'
import { addressOf } from './audit-search.ts'
import { type AuditRow, actorWords, decisionWords } from './row-words.ts'

interface HumanActionProps {
  /** The last decision on a prediction; null before the first. */
  readonly action: AuditRow['human_action'] | null
  readonly names: ReadonlyMap<number, string>
}

/** What a person did with a prediction. */
export function HumanAction({ action, names }: HumanActionProps) {
  const { t, i18n } = useTranslation('audit')
  const time = new Intl.DateTimeFormat(regionOf(i18n.language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Title order={3} size="h5">
          {t('details.human')}
        </Title>
        {action === null ? (
          <Text size="sm">{t('details.humanNone')}</Text>
        ) : (
          <>
            <Text size="sm" fw={600}>
              {decisionWords(t, action)}
            </Text>
            <Text size="sm">
              {t('details.by', {
                actor: actorWords(t, action.actor, names),
                time: time.format(new Date(action.time)),
              })}
            </Text>
            {action.note !== null && (
              <Blockquote p="sm" cite={t('details.note')}>
                {action.note}
              </Blockquote>
            )}
            <Anchor
              component={Link}
              size="sm"
              to={`/audit?${addressOf({ prediction: action.audit_id })}`}
            >
              {t('details.decisionRow')}
            </Anchor>
          </>
        )}
      </Stack>
    </Paper>
  )
}
