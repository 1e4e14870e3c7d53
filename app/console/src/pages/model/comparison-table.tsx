import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Bounds, useFigures } from '../../figures/use-figures.ts'
import { Scrolling } from '../../tables/scrolling.tsx'
import type { Compared, Evaluation } from './queries.ts'

interface Row {
  readonly name: string
  readonly of: (overall: Evaluation['overall']) => number | null
  readonly write: (value: number) => string
  readonly difference?: string
}

/** The figures of both versions, one below the other. */
export function ComparisonTable({ result }: { result: Compared }) {
  const { t } = useTranslation('model')
  const { points, finePoints, signed, fineSigned, percent, interval } = useFigures()
  const { difference } = result
  const withInterval = (value: number, bounds: Bounds, write: (value: number) => string) =>
    `${write(value)} (${interval(bounds, write)})`
  const rows: Row[] = [
    {
      name: t('compare.figures.auc'),
      of: ({ auc }) => auc,
      write: points,
      difference: withInterval(difference.auc, difference.auc_interval, signed),
    },
    {
      name: t('compare.figures.brier'),
      of: ({ brier }) => brier,
      write: finePoints,
      difference: withInterval(difference.brier, difference.brier_interval, fineSigned),
    },
    { name: t('compare.figures.slope'), of: (all) => all.calibration_slope, write: points },
    { name: t('compare.figures.expected'), of: (all) => all.mean_probability, write: percent },
    { name: t('compare.figures.observed'), of: (all) => all.observed_rate, write: percent },
  ]
  const both = [result.first, result.second]
  return (
    <>
      <Text fw={600} id="figures">
        {t('compare.figures.title')}
      </Text>
      <Scrolling label={t('compare.figures.title')} minWidth={420}>
        <Table aria-labelledby="figures" fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('compare.figures.figure')}</Table.Th>
              {both.map(({ version }) => (
                <Table.Th key={version} scope="col">
                  {t('version', { version })}
                </Table.Th>
              ))}
              <Table.Th scope="col">{t('compare.figures.difference')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, of, write, difference: told }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={400}>
                  {name}
                </Table.Th>
                {both.map(({ version, evaluation }) => {
                  const value = of(evaluation.overall)
                  return <Table.Td key={version}>{value === null ? '–' : write(value)}</Table.Td>
                })}
                <Table.Td>{told ?? ''}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scrolling>
      <Text size="xs" c="dimmed" mt="xs">
        {t('compare.interval')}
      </Text>
    </>
  )
}
