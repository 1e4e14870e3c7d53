import { Anchor, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFigures } from '../../figures/use-figures.ts'
import { useSession } from '../../session/session-provider.tsx'
import { Card } from './card.tsx'
import { ENGLISH } from './english.ts'
import type { Overview } from './queries.ts'

type Outcome = keyof typeof ENGLISH.training.outcome

const isKnown = (outcome: string): outcome is Outcome => outcome in ENGLISH.training.outcome

/** The last training: whether it runs, or what came of it and when. */
export function TrainingCard({ training }: { training: Overview['training'] }) {
  const { t } = useTranslation('overview')
  const { moment, wholePercent } = useFigures()
  const { session } = useSession()
  const { running, progress, started_at: started, completed_at: ended, outcome } = training
  return (
    <Card title={t('training.title')}>
      {started === null && <Text size="sm">{t('training.never')}</Text>}
      {running && started !== null && (
        <>
          <Text fw={600}>{t('training.running', { when: moment(started) })}</Text>
          {progress !== null && (
            <Text size="sm">{t('training.done', { percent: wholePercent(progress) })}</Text>
          )}
        </>
      )}
      {outcome !== null && (
        <Text fw={600}>{isKnown(outcome) ? t(`training.outcome.${outcome}`) : outcome}</Text>
      )}
      {ended !== null && <Text size="sm">{t('training.ended', { when: moment(ended) })}</Text>}
      {session.role === 'admin' && (
        <Anchor component={Link} to="/model/training" size="sm" mt="auto">
          {t('training.more')}
        </Anchor>
      )}
    </Card>
  )
}
