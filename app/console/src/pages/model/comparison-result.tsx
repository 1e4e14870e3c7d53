import { Alert, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import { ComparisonTable } from './comparison-table.tsx'
import { Decisions } from './decisions.tsx'
import { DifferencePlot } from './difference-plot.tsx'
import { GateReasons } from './gate-reasons.tsx'
import type { Compared, Version } from './queries.ts'
import { ReliabilityChart } from './reliability-chart.tsx'
import { RocChart } from './roc-chart.tsx'
import { useSourceName } from './source-name.ts'
import { verdictOf } from './verdict.ts'

const TONES = { better: 'green', worse: 'red', even: 'gray', mixed: 'yellow' } as const

interface ComparisonResultProps {
  readonly result: Compared
  /** The first version, which is to be decided on. */
  readonly candidate: Version
}

/** Which version is better, whether that is more than chance, and what can be done about it. */
export function ComparisonResult({ result, candidate }: ComparisonResultProps) {
  const { t } = useTranslation('model')
  const { count } = useFigures()
  const sourceName = useSourceName()
  const [first, second] = [result.first.version, result.second.version]
  const both = [result.first, result.second].map(({ version, evaluation }) => ({
    name: t('version', { version }),
    evaluation,
  }))
  return (
    <Stack gap="lg" aria-live="polite">
      <Verdict result={result} />
      <Text size="sm" c="dimmed">
        {t('compare.judgedOn', {
          stays: count(result.stays),
          source: sourceName(result.judged_on),
        })}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Paper withBorder p="md">
          <RocChart evaluations={both} />
        </Paper>
        <Paper withBorder p="md">
          <ReliabilityChart evaluations={both} />
        </Paper>
        <Paper withBorder p="md">
          <DifferencePlot result={result} />
        </Paper>
        <Paper withBorder p="md">
          <ComparisonTable result={result} />
        </Paper>
      </SimpleGrid>
      <Paper withBorder p="md">
        <Stack gap="sm">
          <Title order={3} size="h4">
            {t('compare.gate.title')}
          </Title>
          <Text fw={600}>
            {t(result.gate.would_pass ? 'compare.gate.pass' : 'compare.gate.fail', {
              first,
              second,
            })}
          </Text>
          <Text size="sm">{t('compare.gate.floor')}</Text>
          <GateReasons reasons={result.gate.reasons} />
        </Stack>
      </Paper>
      <Stack component="section" aria-labelledby="decide" gap="sm">
        <Title order={3} size="h4" id="decide">
          {t('compare.act', { version: first })}
        </Title>
        {candidate.serving && <Text size="sm">{t('compare.noAct', { version: first })}</Text>}
        <Decisions key={first} version={candidate} showsReasons />
      </Stack>
    </Stack>
  )
}

function Verdict({ result }: { result: Compared }) {
  const { t } = useTranslation('model')
  const { count } = useFigures()
  const { ranking, probabilities, overall } = verdictOf(result)
  const versions = { first: result.first.version, second: result.second.version }
  const thousandths = (auc: number | null) => count(Math.round(1000 * (auc ?? 0)))
  const [one, other] = [result.first, result.second].map(({ evaluation }) => evaluation.overall.auc)
  return (
    <Alert color={TONES[overall]} title={t(`compare.verdict.${overall}`, versions)}>
      <List size="sm" spacing={4}>
        <List.Item>{t(`compare.ranking.${ranking}`, versions)}</List.Item>
        <List.Item>
          {t('compare.pairs', {
            ...versions,
            ours: thousandths(one ?? null),
            theirs: thousandths(other ?? null),
          })}
        </List.Item>
        <List.Item>{t(`compare.probabilities.${probabilities}`, versions)}</List.Item>
      </List>
    </Alert>
  )
}
