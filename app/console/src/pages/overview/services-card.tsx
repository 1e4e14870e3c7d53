import { Anchor, Group, SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Card } from './card.tsx'
import { ENGLISH } from './english.ts'
import { useServices } from './queries.ts'

type Services = NonNullable<ReturnType<typeof useServices>['data']>['services']
type Known = keyof typeof ENGLISH.services.descriptions

type Named = keyof typeof ENGLISH.services.names

const isKnown = (name: string): name is Known => name in ENGLISH.services.descriptions

/** Names of products stay as they are. */
const isNamed = (name: string): name is Named => name in ENGLISH.services.names

/** The parts of the platform, each with its state, as checked when the page asked. */
export function ServicesCard() {
  const { t } = useTranslation('overview')
  const { time } = useFigures()
  const found = useServices()
  const healthy = found.data?.services.filter(({ status }) => status === 'healthy').length
  return (
    <Card title={t('services.title')}>
      {found.isPending && <Loading />}
      {found.isError && <Failure error={found.error} onAgain={() => void found.refetch()} />}
      {found.data !== undefined && (
        <>
          <Text size="sm">
            {t('services.summary', { healthy, all: found.data.services.length })} ·{' '}
            {t('services.checked', { time: time(new Date(found.data.checked_at)) })}
          </Text>
          <SimpleGrid component="ul" cols={{ base: 1, sm: 2, lg: 3 }} p={0} m={0}>
            {found.data.services.map((service) => (
              <Service key={service.name} service={service} />
            ))}
          </SimpleGrid>
          <Text size="xs" c="dimmed">
            {t('services.optional')}
          </Text>
        </>
      )}
    </Card>
  )
}

/** The service names its neighbours as it reaches them: `localhost` is another machine than the browser's. */
const opensHere = (address: string): boolean =>
  new URL(address).hostname !== 'localhost' || LOCAL.includes(location.hostname)

/** Parts without which nothing works: where one does not answer, that is a fault. */
const NEEDED: ReadonlySet<string> = new Set(['API', 'Metrics', 'PostgreSQL'])

const LOOKS = {
  healthy: { tone: 'green', icon: '✓' },
  missing: { tone: 'red', icon: '✕' },
  absent: { tone: 'gray', icon: '○' },
} as const

const LOCAL = ['localhost', '127.0.0.1', '[::1]']

function Service({ service }: { service: Services[number] }) {
  const { t } = useTranslation('overview')
  const { name, description, status, docs } = service
  const shown = isNamed(name) ? t(`services.names.${name}`) : name
  const isHealthy = status === 'healthy'
  const look = isHealthy ? LOOKS.healthy : NEEDED.has(name) ? LOOKS.missing : LOOKS.absent
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="flex-start" style={{ listStyle: 'none' }}>
      <Text span fw={700} c={look.tone} aria-hidden>
        {look.icon}
      </Text>
      <div>
        <Text size="sm" fw={600}>
          {isHealthy && docs !== null && opensHere(docs) ? (
            <Anchor
              href={docs}
              aria-label={t('services.open', { name: shown })}
              underline="always"
              inherit
            >
              {shown}
            </Anchor>
          ) : (
            shown
          )}
          : {t(`services.${status}`)}
        </Text>
        <Text size="xs" c="dimmed">
          {isKnown(name) ? t(`services.descriptions.${name}`) : description}
        </Text>
      </div>
    </Group>
  )
}
