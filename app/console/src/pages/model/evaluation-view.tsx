import { Alert, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api.ts'
import { useFigures } from '../../figures/use-figures.ts'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { BaselinePlot } from './baseline-plot.tsx'
import { LevelsTable } from './levels-table.tsx'
import { type Evaluation, useEvaluation } from './queries.ts'
import { ReliabilityChart } from './reliability-chart.tsx'
import { RocChart } from './roc-chart.tsx'
import { SubgroupPlot } from './subgroup-plot.tsx'

/** How good a version is, on patients it had not seen. */
export function EvaluationView({ version }: { version: number }) {
  const { t } = useTranslation('model')
  const found = useEvaluation(version)
  return (
    <Stack component="section" aria-labelledby="quality" gap="sm">
      <Title order={2} size="h3" id="quality">
        {t('quality.title')}
      </Title>
      {found.isPending && <Loading />}
      {found.isError &&
        (found.error instanceof ApiError && found.error.status === 404 ? (
          <Alert color="gray">{t('quality.none')}</Alert>
        ) : (
          <Failure error={found.error} onAgain={() => void found.refetch()} />
        ))}
      {found.data !== undefined && <Figures evaluation={found.data} />}
    </Stack>
  )
}

function Figures({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation('model')
  const { count } = useFigures()
  const { stays, patients, readmitted } = evaluation.overall
  return (
    <Stack>
      <Text size="sm">
        {t('quality.measured', {
          stays: count(stays),
          patients: count(patients),
          readmitted: count(readmitted),
        })}
      </Text>
      {evaluation.warnings.length > 0 && (
        <Alert color="yellow" title={t('quality.warning')}>
          {evaluation.warnings.map(({ text }) => (
            <Text key={text} size="sm" lang="en">
              {text}
            </Text>
          ))}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Paper withBorder p="md">
          <RocChart evaluations={[{ evaluation }]} />
        </Paper>
        <Paper withBorder p="md">
          <ReliabilityChart evaluations={[{ evaluation }]} />
        </Paper>
        <Paper withBorder p="md">
          <SubgroupPlot evaluation={evaluation} />
        </Paper>
        <Stack>
          <Paper withBorder p="md">
            <LevelsTable levels={evaluation.levels} />
          </Paper>
          <Paper withBorder p="md">
            <BaselinePlot evaluation={evaluation} />
          </Paper>
        </Stack>
      </SimpleGrid>
    </Stack>
  )
}
