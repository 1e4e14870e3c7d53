import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../../figures/use-figures.ts'
import { regionOf } from '../../../language/region.ts'
import { Failure } from '../../../shell/failure.tsx'
import type { BatchResult } from './batch-result.ts'
import type { BatchRun, RunState } from './batch-run.ts'

interface RunProgressProps {
  readonly run: BatchRun<BatchResult>
  readonly state: RunState<BatchResult>
}

/** How far the work is, and the way to stop it or go on. */
export function RunProgress({ run, state }: RunProgressProps) {
  const { t, i18n } = useTranslation('predict')
  const { count } = useFigures()
  const { phase, done, total, failure, waitsUntil } = state
  const isBusy = phase === 'running' || phase === 'waiting'
  const clock = new Intl.DateTimeFormat(regionOf(i18n.language), { timeStyle: 'medium' })
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Progress.Root size="lg">
          <Progress.Section
            value={total === 0 ? 100 : (done / total) * 100}
            aria-label={t('batch.progress.label')}
            animated={isBusy}
          />
        </Progress.Root>
        <Group justify="space-between">
          <Text size="sm" role="status">
            {t('batch.progress.done', { done: count(done), total: count(total) })}{' '}
            {phase === 'done' && t('batch.progress.finished')}
            {phase === 'stopped' && t('batch.progress.stopped')}
            {waitsUntil !== undefined &&
              t('batch.progress.waiting', { time: clock.format(waitsUntil) })}
          </Text>
          {isBusy && (
            <Button size="xs" variant="default" onClick={run.stop}>
              {t('batch.progress.cancel')}
            </Button>
          )}
          {phase === 'stopped' && (
            <Button size="xs" onClick={run.start}>
              {t('batch.progress.resume')}
            </Button>
          )}
        </Group>
        {isBusy && (
          <Text size="sm" c="dimmed">
            {t('batch.leave')}
          </Text>
        )}
        {failure !== undefined && <Failure error={failure} />}
        {phase === 'stopped' && (
          <Text size="sm" c="dimmed">
            {t('batch.progress.again')}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}
