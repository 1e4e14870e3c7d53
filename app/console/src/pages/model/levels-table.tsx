import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import { Scrolling } from '../../tables/scrolling.tsx'
import type { Evaluation } from './queries.ts'

/** How many stays had each level, and what became of them. */
export function LevelsTable({ levels }: { levels: Evaluation['levels'] }) {
  const { t } = useTranslation('model')
  const { percent, interval } = useFigures()
  return (
    <>
      <Text fw={600} id="levels">
        {t('levels.title')}
      </Text>
      <Scrolling label={t('levels.title')} minWidth={300}>
        <Table aria-labelledby="levels" fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('levels.level')}</Table.Th>
              <Table.Th scope="col">{t('levels.share')}</Table.Th>
              <Table.Th scope="col">{t('levels.observed')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {levels.map(({ level, share, observed_rate: observed, interval: bounds }) => (
              <Table.Tr key={level}>
                <Table.Th scope="row">{level}</Table.Th>
                <Table.Td>{percent(share)}</Table.Td>
                <Table.Td>
                  {observed === null ? t('quality.tooFew') : percent(observed)}
                  {bounds !== null && (
                    <Text span size="sm" c="dimmed">
                      {` (${interval(bounds, percent)})`}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scrolling>
    </>
  )
}
