import { Anchor, Button, Group, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFigures } from '../../figures/use-figures.ts'
import { LevelBadge } from '../../prediction/level-badge.tsx'
import { isLevel } from '../../prediction/prediction.ts'
import type { Listed } from './patient.ts'

interface PredictionRowProps {
  readonly prediction: Listed
  readonly onOpen: (what: 'outcome' | 'decision') => void
}

/** A prediction in the list of a patient's, with what can be told of it. */
export function PredictionRow({ prediction, onOpen }: PredictionRowProps) {
  const { t } = useTranslation('patients')
  const { t: p } = useTranslation('prediction')
  const { percent, moment, day } = useFigures()
  const { prediction_id: id, risk_level: level, probability, outcome } = prediction
  const { human_action: action } = prediction
  const made = moment(new Date(prediction.time))
  const overridden = isLevel(action?.level ?? null) ? p(`level.${action?.level ?? 'unknown'}`) : ''
  const decided =
    action === null
      ? t('predictions.undecided')
      : action.action === 'accepted'
        ? t('predictions.accepted')
        : overridden === ''
          ? t('predictions.dismissed')
          : t('predictions.overridden', { level: overridden })
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {made}
      </Table.Th>
      <Table.Td>{isLevel(level) ? <LevelBadge level={level} /> : p('level.unknown')}</Table.Td>
      <Table.Td>
        {probability === null ? (
          <Text size="sm" c="dimmed">
            {t('predictions.tooOld')}
          </Text>
        ) : (
          percent(probability)
        )}
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Text size="sm">{decided}</Text>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('predictions.decideFor', { time: made })}
            onClick={() => onOpen('decision')}
          >
            {t('predictions.decide')}
          </Button>
        </Group>
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          {outcome !== null && (
            <Text size="sm">
              {t(outcome.readmitted ? 'outcome.readmitted' : 'outcome.not', {
                day: day(outcome.observed_on),
              })}
            </Text>
          )}
          {probability !== null && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t(outcome === null ? 'outcome.enterFor' : 'outcome.changeFor', {
                time: made,
              })}
              onClick={() => onOpen('outcome')}
            >
              {t(outcome === null ? 'outcome.enter' : 'outcome.change')}
            </Button>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Anchor component={Link} size="sm" to={`/audit?prediction=${id}`} title={id}>
          …{id.slice(-6)}
        </Anchor>
      </Table.Td>
    </Table.Tr>
  )
}
