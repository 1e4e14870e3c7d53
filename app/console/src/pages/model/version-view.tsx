import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useFigures } from '../../figures/use-figures.ts'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { Decisions } from './decisions.tsx'
import { EvaluationView } from './evaluation-view.tsx'
import { GateReasons } from './gate-reasons.tsx'
import { useVersions, type Version } from './queries.ts'
import { useSourceName } from './source-name.ts'
import { StateBadge } from './state-badge.tsx'

/** One kept version: where it stands, what was decided on it, how good it is. */
export function VersionView() {
  const wanted = Number(useParams().version)
  const versions = useVersions()
  if (versions.isPending) return <Loading />
  if (versions.isError)
    return <Failure error={versions.error} onAgain={() => void versions.refetch()} />
  const version = versions.data.find((one) => one.version === wanted)
  if (version === undefined) return <NotFound />
  return <KeptVersion key={wanted} version={version} all={versions.data} />
}

function KeptVersion({ version, all }: { version: Version; all: readonly Version[] }) {
  const { t } = useTranslation('model')
  const { moment } = useFigures()
  const sourceName = useSourceName()
  const serving = all.find((one) => one.serving)?.version
  return (
    <Stack gap="xl">
      <Stack gap="sm">
        <Group>
          <Title order={2} size="h3">
            {t('version', { version: version.version })}
          </Title>
          <StateBadge version={version} />
        </Group>
        <Text size="sm" c="dimmed">
          {t('versions.columns.source')}: {sourceName(version.source)} ·{' '}
          {t('versions.columns.created')}: {moment(version.created_at)}
        </Text>
        {!version.serving && serving !== undefined && (
          <Anchor component={Link} to={`/model/compare?first=${version.version}&second=${serving}`}>
            {t('versions.compare', { version: serving })}
          </Anchor>
        )}
        <Decisions version={version} showsReasons={false} />
      </Stack>
      <Stack component="section" aria-labelledby="decided" gap="sm">
        <Title order={2} size="h3" id="decided">
          {t('decision.title')}
        </Title>
        {version.reasons.length === 0 ? (
          <Text size="sm">{t('decision.none')}</Text>
        ) : (
          <Paper withBorder p="md">
            <GateReasons reasons={version.reasons} />
          </Paper>
        )}
      </Stack>
      <EvaluationView version={version.version} />
    </Stack>
  )
}
