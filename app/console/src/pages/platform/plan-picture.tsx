import { Alert, Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { regionOf } from '../../language/region.ts'
import type { PlatformAnswer } from './platform-answer.ts'

/** The plan's picture, or which setting brings it. */
export function PlanPicture({ picture }: { picture: PlatformAnswer['picture'] }) {
  const { t } = useTranslation('platform')
  return (
    <Stack component="section" gap="sm" aria-labelledby="plan-title">
      <Title order={2} size="h4" id="plan-title">
        {t('plan.title')}
      </Title>
      {picture === null ? (
        <Alert color="gray" title={t('plan.none')}>
          {t('plan.noneHint')}
        </Alert>
      ) : (
        <Shown picture={picture} />
      )}
    </Stack>
  )
}

/** A picture as an image, a page in a frame; neither may run anything. */
function Shown({ picture }: { picture: NonNullable<PlatformAnswer['picture']> }) {
  const { t, i18n } = useTranslation('platform')
  const time = new Intl.DateTimeFormat(regionOf(i18n.language), {
    dateStyle: 'long',
    timeStyle: 'short',
  })
  // The browser keeps pictures: a new one has another address.
  const address = `${picture.href}?changed=${encodeURIComponent(picture.changed_at)}`
  return (
    <>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('plan.changed', { time: time.format(new Date(picture.changed_at)) })}
        </Text>
        <Anchor href={picture.href} target="_blank" rel="noreferrer noopener" size="sm">
          {t('plan.open')} <span aria-hidden="true">↗</span>
        </Anchor>
      </Group>
      {picture.type === 'image/svg+xml' ? (
        <img src={address} alt={t('plan.alt')} className="plan-picture" />
      ) : (
        <iframe src={address} title={t('plan.frame')} sandbox="" className="plan-page" />
      )}
    </>
  )
}
