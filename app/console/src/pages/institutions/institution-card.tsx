import { Anchor, Badge, Box, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFigures } from '../../figures/use-figures.ts'
import { useSession } from '../../session/session-provider.tsx'
import { LevelBar } from './level-bar.tsx'
import type { LevelCounts } from './queries.ts'

interface InstitutionCardProps {
  readonly institution: { id: string; name: string; location: string; patient_count: number }
  /** Predictions by institution; undefined while they are not known. */
  readonly levels: ReadonlyMap<string, LevelCounts> | undefined
  /** Valid keys by institution; undefined where they are not known, or not for these eyes. */
  readonly keys: ReadonlyMap<string, number> | undefined
}

/** One institution: who it is, what is stored and predicted there, where to go on. */
export function InstitutionCard({ institution, levels, keys }: InstitutionCardProps) {
  const { t } = useTranslation('institutions')
  const { count } = useFigures()
  const { session } = useSession()
  const { id, name, location, patient_count: patients } = institution
  const isOwn = session.institution_id === id
  const valid = keys?.get(id) ?? 0
  return (
    <Paper withBorder p="md" component="li" style={{ listStyle: 'none' }}>
      <Stack gap="sm" h="100%">
        <div>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Title order={2} size="h4">
              {name}
            </Title>
            {isOwn && (
              <Badge variant="light" tt="none" style={{ flexShrink: 0 }}>
                {t('yours')}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {id} · {location}
          </Text>
        </div>
        <Box component="dl" m={0}>
          <Fact name={t('patients')}>{count(patients)}</Fact>
          <Fact name={t('predictions')}>
            {isOwn || session.role === 'admin' ? (
              <LevelBar counts={levels && (levels.get(id) ?? NONE)} />
            ) : (
              <Text size="sm">{t('hidden')}</Text>
            )}
          </Fact>
          {keys !== undefined && (
            <Fact name={t('keys')}>{valid === 0 ? t('noKeys') : count(valid)}</Fact>
          )}
        </Box>
        <Links name={name} isOwn={isOwn} isAdmin={session.role === 'admin'} />
      </Stack>
    </Paper>
  )
}

const NONE: LevelCounts = { low: 0, medium: 0, high: 0 }

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box mb="xs">
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0}>
        {children}
      </Text>
    </Box>
  )
}

/** Only pages that open for who is signed in. */
function Links({ name, isOwn, isAdmin }: { name: string; isOwn: boolean; isAdmin: boolean }) {
  const { t } = useTranslation('institutions')
  if (!isOwn && !isAdmin) return null
  return (
    <Group component="nav" gap="md" mt="auto" aria-label={t('links.label', { name })}>
      {isOwn && (
        <Anchor component={Link} to="/patients" size="sm">
          {t('links.patients')}
        </Anchor>
      )}
      <Anchor component={Link} to="/audit" size="sm">
        {t('links.audit')}
      </Anchor>
      {isAdmin && (
        <Anchor component={Link} to="/administration" size="sm">
          {t('links.keys')}
        </Anchor>
      )}
    </Group>
  )
}
