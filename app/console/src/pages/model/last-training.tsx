import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFigures } from '../../figures/use-figures.ts'
import { GateReasons } from './gate-reasons.tsx'
import { type Training, useVersions } from './queries.ts'

const TONES = {
  promoted: 'green',
  candidate: 'blue',
  refused: 'yellow',
  failed: 'red',
  cancelled: 'gray',
  interrupted: 'yellow',
} as const

type KnownOutcome = keyof typeof TONES

const isKnown = (outcome: string): outcome is KnownOutcome => outcome in TONES

/** What came of the last training, and what to do next. */
export function LastTraining({ training }: { training: Training }) {
  const { t } = useTranslation('model')
  const { moment, count, points } = useFigures()
  const { outcome, completed_at: ended, n_samples: samples, error, reasons } = training
  const { roc_auc: candidate, current_roc_auc: serving } = training
  return (
    <Stack component="section" aria-labelledby="last" gap="sm">
      <Title order={2} size="h3" id="last">
        {t('training.last')}
      </Title>
      {outcome === null || !isKnown(outcome) ? (
        <Text size="sm">{t('training.never')}</Text>
      ) : (
        <Alert role="status" color={TONES[outcome]} title={t(`training.outcome.${outcome}`)}>
          <Stack gap="xs">
            {error !== null && (
              <Text size="sm" lang="en">
                {error}
              </Text>
            )}
            {ended !== null && (
              <Text size="sm">{t('training.ended', { when: moment(ended) })}</Text>
            )}
            {samples !== null && (
              <Text size="sm">{t('training.samples', { stays: count(samples) })}</Text>
            )}
            {candidate !== null && serving !== null && (
              <Text size="sm">
                {t('training.aucs', { candidate: points(candidate), serving: points(serving) })}
              </Text>
            )}
            <Next version={training.candidate_version} />
            {reasons.length > 0 && <GateReasons reasons={reasons} />}
          </Stack>
        </Alert>
      )}
    </Stack>
  )
}

/** Where to go with the candidate, as long as it is kept. */
function Next({ version }: { version: number | null }) {
  const { t } = useTranslation('model')
  const { data: versions = [] } = useVersions()
  const kept = versions.find((one) => one.version === version)
  const serving = versions.find((one) => one.serving)
  if (kept === undefined || serving === undefined) return null
  return (
    <Group>
      {!kept.serving && (
        <Button
          component={Link}
          to={`/model/compare?first=${kept.version}&second=${serving.version}`}
        >
          {t('training.compare', { version: kept.version })}
        </Button>
      )}
      <Button variant="default" component={Link} to={`/model/versions/${kept.version}`}>
        {t('training.look', { version: kept.version })}
      </Button>
    </Group>
  )
}
