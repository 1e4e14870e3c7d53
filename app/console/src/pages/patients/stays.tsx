import { Badge, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { scaleUtc } from 'd3-scale'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import type { PatientStay } from './patient.ts'
import './patients.css'
import { regionOf } from '../../language/region.ts'

const DAY_MS = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** Inpatient stays, as a line of time and as a table. */
export function Stays({ stays }: { stays: readonly PatientStay[] }) {
  const { t } = useTranslation('patients')
  const latestFirst = stays.toSorted((one, other) => at(other.admitted_on) - at(one.admitted_on))
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="stays" className="no-print">
      <Stack gap="sm">
        <Title order={2} size="h4" id="stays">
          {t('stays.title')}
        </Title>
        {latestFirst.length === 0 ? (
          <Text size="sm">{t('stays.none')}</Text>
        ) : (
          <>
            <Timeline stays={latestFirst} />
            <StayTable stays={latestFirst} />
          </>
        )}
      </Stack>
    </Paper>
  )
}

/** The stays on a line of time; the table says the same in words. */
function Timeline({ stays }: { stays: readonly PatientStay[] }) {
  const { t, i18n } = useTranslation('patients')
  const { day } = useFigures()
  const first = Math.min(...stays.map(({ admitted_on }) => at(admitted_on)))
  const last = Math.max(
    ...stays.map(({ admitted_on, discharged_on }) => at(discharged_on ?? admitted_on)),
  )
  const margin = Math.max(30 * DAY_MS, (last - first) * 0.05)
  const scale = scaleUtc()
    .domain([first - margin, last + margin])
    .range([0, 100])
  const month = new Intl.DateTimeFormat(regionOf(i18n.language), {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const label = t('stays.picture', {
    count: stays.length,
    from: day(new Date(first).toISOString()),
    to: day(new Date(last).toISOString()),
  })
  return (
    <svg width="100%" height="54" role="img" aria-label={label} className="stays">
      <line className="axis" x1="0" x2="100%" y1="20" y2="20" />
      {scale.ticks(3).map((tick) => (
        <g key={tick.getTime()}>
          <line className="axis" x1={`${scale(tick)}%`} x2={`${scale(tick)}%`} y1="20" y2="32" />
          <text x={`${scale(tick)}%`} y="48" textAnchor={scale(tick) > 85 ? 'end' : 'middle'}>
            {month.format(tick)}
          </text>
        </g>
      ))}
      {stays.map(({ admitted_on, discharged_on }) => {
        const from = scale(at(admitted_on))
        const width = Math.max(0.8, scale(at(discharged_on ?? admitted_on)) - from)
        return (
          <rect key={admitted_on} x={`${from}%`} y="11" width={`${width}%`} height="18" rx="2" />
        )
      })}
    </svg>
  )
}

function StayTable({ stays }: { stays: readonly PatientStay[] }) {
  const { t } = useTranslation('patients')
  const { day } = useFigures()
  const length = ({ admitted_on, discharged_on }: PatientStay) =>
    discharged_on === null
      ? '–'
      : t('stays.days', { count: Math.round((at(discharged_on) - at(admitted_on)) / DAY_MS) })
  return (
    <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing={6} captionSide="top">
        <Table.Caption ta="start" mt={0}>
          {t('stays.caption')}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('stays.admitted')}</Table.Th>
            <Table.Th>{t('stays.discharged')}</Table.Th>
            <Table.Th>{t('stays.length')}</Table.Th>
            <Table.Th>{t('stays.kind')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {stays.map((stay) => (
            <Table.Tr key={`${stay.admitted_on} ${stay.discharged_on}`}>
              <Table.Td>{day(stay.admitted_on)}</Table.Td>
              <Table.Td>
                {stay.discharged_on === null ? t('stays.open') : day(stay.discharged_on)}
              </Table.Td>
              <Table.Td>{length(stay)}</Table.Td>
              <Table.Td>
                <Group gap={4}>
                  <Badge variant="light" color="gray">
                    {t(stay.planned ? 'stays.planned' : 'stays.plain')}
                  </Badge>
                  {stay.ended_in_death && (
                    <Badge variant="light" color="gray">
                      {t('stays.died')}
                    </Badge>
                  )}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
