import { Anchor, Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFigures } from '../../figures/use-figures.ts'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Scrolling } from '../../tables/scrolling.tsx'
import { useVersions, type Version } from './queries.ts'
import { useSourceName } from './source-name.ts'
import { StateBadge } from './state-badge.tsx'

/** The kept versions, newest first. */
export function VersionsView() {
  const { t } = useTranslation('model')
  const versions = useVersions()
  if (versions.isPending) return <Loading />
  if (versions.isError)
    return <Failure error={versions.error} onAgain={() => void versions.refetch()} />
  return (
    <Stack>
      <Group justify="space-between">
        <div>
          <Title order={2} size="h3" id="versions">
            {t('versions.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('versions.summary')}
          </Text>
        </div>
        <Button component={Link} to="/model/training">
          {t('versions.train')}
        </Button>
      </Group>
      {versions.data.length === 1 && <Text>{t('versions.only')}</Text>}
      <VersionsTable versions={versions.data} />
      <Text size="sm" c="dimmed">
        {t('versions.note')}
      </Text>
    </Stack>
  )
}

function VersionsTable({ versions }: { versions: readonly Version[] }) {
  const { t } = useTranslation('model')
  const { points, moment } = useFigures()
  const sourceName = useSourceName()
  const serving = versions.find((one) => one.serving)?.version
  const columns = ['version', 'state', 'source', 'auc', 'created', 'promoted', 'next'] as const
  return (
    <Scrolling label={t('versions.title')} minWidth={900}>
      <Table aria-labelledby="versions" verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {t(`versions.columns.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((one) => (
            <Table.Tr key={one.version}>
              <Table.Th scope="row">
                <Anchor component={Link} to={`/model/versions/${one.version}`}>
                  {t('version', one)}
                </Anchor>
              </Table.Th>
              <Table.Td>
                <StateBadge version={one} />
              </Table.Td>
              <Table.Td>{sourceName(one.source)}</Table.Td>
              <Table.Td>{one.roc_auc === null ? '–' : points(one.roc_auc)}</Table.Td>
              <Table.Td>{moment(one.created_at)}</Table.Td>
              <Table.Td>
                {one.promoted_at === null ? t('versions.never') : moment(one.promoted_at)}
              </Table.Td>
              <Table.Td>
                {!one.serving && serving !== undefined && (
                  <Anchor
                    component={Link}
                    to={`/model/compare?first=${one.version}&second=${serving}`}
                  >
                    {t('versions.compare', { version: serving })}
                  </Anchor>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scrolling>
  )
}
