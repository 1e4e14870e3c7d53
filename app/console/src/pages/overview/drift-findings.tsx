import { Paper, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import { Failure } from '../../shell/failure.tsx'
import { Scrolling } from '../../tables/scrolling.tsx'
import { ENGLISH } from './english.ts'
import { type DriftReport, useDriftReport } from './queries.ts'

type Finding = DriftReport['findings'][number]
type Feature = keyof typeof ENGLISH.drift.features

const isKnown = (feature: string): feature is Feature => feature in ENGLISH.drift.features

/** Every finding of the last check, behind a line that opens them. */
export function DriftFindings({ checkedAt }: { checkedAt: string }) {
  const { t } = useTranslation('overview')
  const report = useDriftReport(checkedAt)
  if (report.isError) return <Failure error={report.error} onAgain={() => void report.refetch()} />
  const columns = ['institution', 'what', 'figure', 'cases', 'result'] as const
  return (
    <Paper withBorder p="md" component="details">
      <summary style={{ cursor: 'pointer' }}>{t('drift.details')}</summary>
      <Scrolling label={t('drift.details')} minWidth={460}>
        <Table fz="sm" aria-label={t('drift.details')}>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} scope="col">
                  {t(`drift.columns.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.data?.findings.map((finding) => (
              <Row key={`${finding.institution} ${finding.feature}`} finding={finding} />
            ))}
          </Table.Tbody>
        </Table>
      </Scrolling>
    </Paper>
  )
}

function Row({ finding }: { finding: Finding }) {
  const { t } = useTranslation('overview')
  const { points, count } = useFigures()
  const { institution, feature, psi, calibration_slope: slope, cases, drifted } = finding
  const figure = feature === null ? slope : psi
  const what =
    feature === null
      ? t('drift.calibration')
      : isKnown(feature)
        ? t(`drift.features.${feature}`)
        : feature
  return (
    <Table.Tr>
      <Table.Th scope="row">{institution}</Table.Th>
      <Table.Td>{what}</Table.Td>
      <Table.Td>{figure === null ? '–' : points(figure)}</Table.Td>
      <Table.Td>{count(cases)}</Table.Td>
      <Table.Td>
        {figure === null ? t('drift.tooFew') : t(drifted ? 'drift.drifted' : 'drift.steady')}
      </Table.Td>
    </Table.Tr>
  )
}
