import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { useFigures } from '../../figures/use-figures.ts'
import { Failure } from '../../shell/failure.tsx'
import type { Training } from './queries.ts'

/** How far the training is, and the way to end it. */
export function RunningTraining({ training }: { training: Training }) {
  const { t } = useTranslation('model')
  const { moment, wholePercent } = useFigures()
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/admin/retrain/cancel')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['training'] }),
  })
  const done = training.progress ?? 0
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text fw={600} role="status">
          {t('training.running')}
        </Text>
        <Text size="sm">{t('training.done', { percent: wholePercent(done) })}</Text>
      </Group>
      <Progress.Root size="lg">
        <Progress.Section value={100 * done} aria-label={t('training.progress')} />
      </Progress.Root>
      {training.started_at !== null && (
        <Text size="sm" c="dimmed">
          {t('training.startedAt', { when: moment(training.started_at) })}
        </Text>
      )}
      {cancel.isError && <Failure error={cancel.error} />}
      <Button
        variant="default"
        w="fit-content"
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {t('training.cancel')}
      </Button>
    </Stack>
  )
}
