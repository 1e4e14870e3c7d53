import { List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** The service's fixed texts, by what they say; another text is shown as it came. */
const STEPS = {
  'Regular follow-up in 3 months': 'follow-up-3-months',
  'Schedule follow-up in 2 weeks': 'follow-up-2-weeks',
  'Monitor medication adherence': 'adherence',
  'Immediate follow-up within 48 hours': 'follow-up-48-hours',
  'Consider home health services': 'home-health',
  'Review medication plan': 'medication-plan',
} as const

const isKnown = (text: string): text is keyof typeof STEPS => text in STEPS

/** The fixed advice of the level, marked as such. */
export function Advice({ texts }: { texts: readonly string[] }) {
  const { t } = useTranslation('prediction')
  return (
    <Stack gap="xs" component="section" aria-labelledby="advice">
      <Title order={3} size="h4" id="advice">
        {t('advice.title')}
      </Title>
      <List size="sm" spacing={2}>
        {texts.map((text) => (
          <List.Item key={text}>
            {isKnown(text) ? t(`advice.step.${STEPS[text]}`) : <span lang="en">{text}</span>}
          </List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed">
        {t('advice.note')}
      </Text>
    </Stack>
  )
}
