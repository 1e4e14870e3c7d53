import { Alert, Box, Stack, Table, Text, Title } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { regionOf } from '../../language/region.ts'
import type { Texts } from './english.ts'
import type { PlatformAnswer } from './platform-answer.ts'

const AREAS: readonly string[] = [
  'compute',
  'network',
  'data',
  'edge',
  'security',
  'operations',
] satisfies readonly (keyof Texts['cost']['areas'])[]

const areaWords = (t: TFunction<'platform'>, area: string): string =>
  AREAS.includes(area) ? t(`cost.areas.${area as keyof Texts['cost']['areas']}`) : area

/** What the plan costs a month by area, or which setting brings it. */
export function Cost({ cost }: { cost: PlatformAnswer['cost'] }) {
  const { t } = useTranslation('platform')
  return (
    <Stack component="section" gap="sm" aria-labelledby="cost-title">
      <Title order={2} size="h4" id="cost-title">
        {t('cost.title')}
      </Title>
      {cost === null ? (
        <Alert color="gray" title={t('cost.none')}>
          {t('cost.noneHint')}
        </Alert>
      ) : (
        <CostTable cost={cost} />
      )}
    </Stack>
  )
}

function CostTable({ cost }: { cost: NonNullable<PlatformAnswer['cost']> }) {
  const { t, i18n } = useTranslation('platform')
  const money = new Intl.NumberFormat(regionOf(i18n.language), {
    style: 'currency',
    currency: cost.currency,
  })
  const percent = new Intl.NumberFormat(regionOf(i18n.language), {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const sum = cost.areas.reduce((total, { per_month }) => total + per_month, 0)
  return (
    <>
      <Table maw={640} verticalSpacing="xs">
        <Table.Caption className="visually-hidden">{t('cost.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('cost.area')}</Table.Th>
            <Table.Th ta="end">{t('cost.month')}</Table.Th>
            <Table.Th ta="end" w="40%">
              {t('cost.share')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cost.areas.map(({ area, per_month }) => (
            <Table.Tr key={area}>
              <Table.Th scope="row" fw={500}>
                {areaWords(t, area)}
              </Table.Th>
              <Table.Td ta="end">{money.format(per_month)}</Table.Td>
              <Table.Td>
                <Share share={sum === 0 ? 0 : per_month / sum} format={percent} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{t('cost.sum')}</Table.Th>
            <Table.Th ta="end">{money.format(cost.at_least_per_month)}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Tfoot>
      </Table>
      <Text size="sm" c="dimmed">
        {t('cost.hint', { region: cost.region })}{' '}
        {cost.price_unknown > 0 && t('cost.unknown', { count: cost.price_unknown })}{' '}
        {cost.charged_by_use > 0 && t('cost.byUse', { count: cost.charged_by_use })}
      </Text>
    </>
  )
}

/** A bar with its figure beside it. */
const Share = ({ share, format }: { share: number; format: Intl.NumberFormat }) => (
  <Box style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
    <Box flex={1} h={8} bg="var(--mantine-color-default-hover)" aria-hidden="true">
      <Box h={8} w={`${share * 100}%`} bg="var(--mantine-primary-color-filled)" />
    </Box>
    <Text size="sm" w={56} ta="end">
      {format.format(share)}
    </Text>
  </Box>
)
