import { NativeSelect, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { regionOf } from '../../language/region.ts'
import { type Key, nameOf } from './keys-table.tsx'
import type { Secret } from './shown-once.tsx'
import { TaskModal } from './task-modal.tsx'

interface RotateKeyProps {
  readonly apiKey: Key
  readonly onDone: (secret: Secret) => void
  readonly onClose: () => void
}

const HOUR_MS = 3_600_000
/** Hours that the old key may go on; the service allows 90 days. */
const OVERLAPS = [1, 24, 7 * 24, 30 * 24, 60 * 24]
const OFFERED = 7 * 24

/** A new key in place of another one, which goes on for a while. */
export function RotateKey({ apiKey, onDone, onClose }: RotateKeyProps) {
  const { t, i18n } = useTranslation('administration')
  const name = nameOf(t, apiKey)
  const form = useForm({ initialValues: { overlap: String(OFFERED) } })
  const time = new Intl.DateTimeFormat(regionOf(i18n.language), {
    dateStyle: 'long',
    timeStyle: 'short',
  })
  const rotate = useMutation({
    gcTime: 0,
    mutationFn: ({ overlap }: { overlap: string }) =>
      answerOf(
        api.POST('/api/v1/admin/keys/{id}/rotate', {
          params: { path: { id: apiKey.id } },
          body: {
            old_valid_until: new Date(Date.now() + Number(overlap) * HOUR_MS).toISOString(),
          },
        }),
      ),
    onSuccess: ({ new: made, old }) =>
      onDone({
        title: t('rotateKey.done'),
        label: t('createKey.key', { institution: made.institution_id }),
        text: made.key,
        ...(old.expires_at !== null && {
          note: t('rotateKey.until', { time: time.format(new Date(old.expires_at)) }),
        }),
      }),
  })
  return (
    <TaskModal
      title={t('rotateKey.title', { name })}
      submit={t('rotateKey.submit')}
      isPending={rotate.isPending}
      error={rotate.error}
      onSubmit={form.onSubmit((values) => rotate.mutate(values))}
      onClose={onClose}
    >
      <Text size="sm">{t('rotateKey.text')}</Text>
      <NativeSelect
        label={t('rotateKey.overlap')}
        data={OVERLAPS.map((hours) => ({
          value: String(hours),
          label:
            hours < 24
              ? t('rotateKey.hours', { count: hours })
              : t('rotateKey.days', { count: hours / 24 }),
        }))}
        {...form.getInputProps('overlap')}
      />
    </TaskModal>
  )
}
