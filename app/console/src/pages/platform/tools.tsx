import { Alert, Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PlatformAnswer } from './platform-answer.ts'

/** Only addresses that a browser opens as a page; a setting may hold any. */
const isPage = (url: string): boolean => /^https?:\/\//i.test(url)

/** Links to the tools of the platform, or which settings bring them. */
export function Tools({ links }: { links: PlatformAnswer['links'] }) {
  const { t } = useTranslation('platform')
  const shown = links.filter(({ url }) => isPage(url))
  return (
    <Stack component="section" gap="sm" aria-labelledby="tools-title">
      <Title order={2} size="h4" id="tools-title">
        {t('links.title')}
      </Title>
      {shown.length === 0 ? (
        <Alert color="gray" title={t('links.none')}>
          {t('links.noneHint')}
        </Alert>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }}>
          {shown.map(({ name, url }) => (
            <Paper key={name} withBorder p="md">
              <Anchor href={url} target="_blank" rel="noreferrer noopener" fw={600}>
                {name} <span className="visually-hidden">{t('links.newTab')}</span>
                <span aria-hidden="true">↗</span>
              </Anchor>
              <Text size="sm">{t(`links.${name}`)}</Text>
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {url}
              </Text>
            </Paper>
          ))}
        </SimpleGrid>
      )}
    </Stack>
  )
}
