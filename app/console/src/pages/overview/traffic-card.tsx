import { Group, List, SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import { Card } from './card.tsx'
import type { Overview } from './queries.ts'

/** What the service is asked and how fast it answers, and whose figures these are. */
export function TrafficCard({ traffic }: { traffic: Overview['traffic'] }) {
  const { t } = useTranslation('overview')
  const { moment, count, points } = useFigures()
  const { source, since, requests, requests_per_second: rate, latency } = traffic
  const counted = [
    [t('traffic.requests'), count(requests)],
    [t('traffic.rate'), points(rate)],
    [t('traffic.client'), count(traffic.client_errors)],
    [t('traffic.server'), count(traffic.server_errors)],
  ]
  return (
    <Card title={t('traffic.title')}>
      <Text size="sm" c="dimmed">
        {source === 'process'
          ? t('traffic.process', { when: moment(since) })
          : t('traffic.prometheus')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Group component="dl" gap="xl" m={0} align="flex-start">
          {counted.map(([name, value]) => (
            <div key={name}>
              <Text component="dt" size="sm">
                {name}
              </Text>
              <Text component="dd" m={0} fw={600} size="lg">
                {value}
              </Text>
            </div>
          ))}
        </Group>
        <div>
          <Text size="sm" fw={600}>
            {t('traffic.latency')}
          </Text>
          <Latency latency={latency} />
        </div>
      </SimpleGrid>
    </Card>
  )
}

function Latency({ latency }: { latency: Overview['traffic']['latency'] }) {
  const { t } = useTranslation('overview')
  const { wholePercent, duration } = useFigures()
  if (latency.length === 0) return <Text size="sm">{t('traffic.unknown')}</Text>
  return (
    <>
      <List size="sm">
        {latency.map(({ quantile, at_most_seconds: seconds }) => {
          const share = wholePercent(quantile)
          return (
            <List.Item key={quantile}>
              {seconds === null
                ? t('traffic.beyond', { share })
                : t('traffic.within', { share, time: duration(seconds) })}
            </List.Item>
          )
        })}
      </List>
      <Text size="xs" c="dimmed">
        {t('traffic.bounds')}
      </Text>
    </>
  )
}
