import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../figures/use-figures.ts'
import type { Prediction } from './prediction.ts'

/** How well the probability is backed, which inputs were unknown, and what that does not say. */
export function Certainty({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslation('prediction')
  const { percent, count } = useFigures()
  const { uncertainty, unknown_inputs: unknown } = prediction
  return (
    <Stack gap="xs" component="section" aria-labelledby="sure">
      <Title order={3} size="h4" id="sure">
        {t('sure.title')}
      </Title>
      {uncertainty === null ? (
        <Text size="sm">{t('sure.none')}</Text>
      ) : (
        <Text size="sm">
          {t(uncertainty.basis === 'same-level' ? 'sure.level' : 'sure.similar', {
            stays: count(uncertainty.stays),
            from: percent(uncertainty.from),
            to: percent(uncertainty.to),
            rate: percent(uncertainty.observed_rate),
            low: percent(uncertainty.interval.low),
            high: percent(uncertainty.interval.high),
          })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('sure.limit')}
      </Text>
      {unknown.length > 0 && (
        <Text size="sm">
          {t('sure.unknown', { inputs: unknown.map((one) => t(`feature.${one}`)).join(', ') })}
        </Text>
      )}
    </Stack>
  )
}
