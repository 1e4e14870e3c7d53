import { Anchor, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFigures } from '../../figures/use-figures.ts'
import { Card } from './card.tsx'
import type { Overview } from './queries.ts'

/** Which model answers, since when, and how well it ranked. */
export function ModelCard({ model }: { model: Overview['model'] }) {
  const { t } = useTranslation('overview')
  const { moment, points } = useFigures()
  const { version, serving_since: since, auc } = model
  return (
    <Card title={t('model.title')}>
      <Text fw={600} size="lg">
        {t('model.version', { version })}
      </Text>
      <Text size="sm">
        {since === null ? t('model.sinceUnknown') : t('model.since', { when: moment(since) })}
      </Text>
      <Text size="sm">
        {auc === null ? t('model.aucUnknown') : t('model.auc', { auc: points(auc) })}
      </Text>
      <Anchor component={Link} to="/model" size="sm" mt="auto">
        {t('model.more')}
      </Anchor>
    </Card>
  )
}
