import { Badge, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { EvaluationView } from './evaluation-view.tsx'
import { ModelCard } from './model-card.tsx'
import { type Evaluation, type Serving, useEvaluation, useServing } from './queries.ts'

/** The model in service: in a few sentences, its card, and how good it is. */
export function ServingView() {
  const serving = useServing()
  if (serving.isPending) return <Loading />
  if (serving.isError)
    return <Failure error={serving.error} onAgain={() => void serving.refetch()} />
  return <ServingModel model={serving.data} />
}

function ServingModel({ model }: { model: Serving }) {
  const { t } = useTranslation('model')
  const { moment } = useFigures()
  const { data: evaluation } = useEvaluation(Number(model.version))
  const { version, serving_since: since } = model
  return (
    <Stack gap="xl">
      <Paper withBorder p="lg">
        <Stack gap="sm">
          <Group justify="space-between">
            <Title order={2} size="h3">
              {t('serving.title', { version })}
            </Title>
            <Badge variant="light" color="green">
              {t('versions.state.serving')}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {since === null
              ? t('serving.sinceUnknown')
              : t('serving.since', { when: moment(since) })}
          </Text>
          {evaluation !== undefined && <InShort evaluation={evaluation} />}
          <Text fw={600}>{t('serving.aid')}</Text>
        </Stack>
      </Paper>
      <EvaluationView version={Number(version)} />
      <ModelCard model={model} />
    </Stack>
  )
}

/** What the figures mean at the bedside; sentences without a figure are left out. */
function InShort({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation('model')
  const { percent, count } = useFigures()
  const { auc, mean_probability: expected, observed_rate: observed } = evaluation.overall
  const rateOf = (wanted: string) =>
    evaluation.levels.find(({ level }) => level === wanted)?.observed_rate ?? null
  const [high, low] = [rateOf('HIGH'), rateOf('LOW')]
  return (
    <List spacing={4}>
      {auc !== null && (
        <List.Item>{t('serving.ranks', { pairs: count(Math.round(100 * auc)) })}</List.Item>
      )}
      {expected !== null && observed !== null && (
        <List.Item>
          {t('serving.calibrated', { expected: percent(expected), observed: percent(observed) })}
        </List.Item>
      )}
      {high !== null && low !== null && (
        <List.Item>{t('serving.high', { high: percent(high), low: percent(low) })}</List.Item>
      )}
    </List>
  )
}
