import { Alert, Button, Group, Loader, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { ComparisonResult } from './comparison-result.tsx'
import { useComparison, useVersions, type Version } from './queries.ts'
import { stateOf } from './version-state.ts'

/** Two versions side by side on the same patients. */
export function CompareView() {
  const { t } = useTranslation('model')
  const versions = useVersions()
  if (versions.isPending) return <Loading />
  if (versions.isError)
    return <Failure error={versions.error} onAgain={() => void versions.refetch()} />
  return (
    <Stack component="section" aria-labelledby="compare">
      <div>
        <Title order={2} size="h3" id="compare">
          {t('compare.title')}
        </Title>
        <Text size="sm">{t('compare.lead')}</Text>
      </div>
      {versions.data.length < 2 ? <OneOnly /> : <Choice versions={versions.data} />}
    </Stack>
  )
}

function OneOnly() {
  const { t } = useTranslation('model')
  return (
    <Alert color="blue">
      <Stack align="flex-start">
        <Text size="sm">{t('compare.one')}</Text>
        <Button component={Link} to="/model/training">
          {t('versions.train')}
        </Button>
      </Stack>
    </Alert>
  )
}

function Choice({ versions }: { versions: readonly Version[] }) {
  const { t } = useTranslation('model')
  const [search, setSearch] = useSearchParams()
  const comparison = useComparison()
  const serving = versions.find((one) => one.serving)
  const known = (name: string) =>
    versions.find(({ version }) => String(version) === search.get(name))?.version
  const first = known('first') ?? versions.find((one) => !one.serving)?.version ?? 0
  const second = known('second') ?? serving?.version ?? 0
  const choose = (name: 'first' | 'second') => (chosen: string) => {
    comparison.reset()
    const both = { first: String(first), second: String(second), [name]: chosen }
    setSearch(both, { replace: true })
  }
  const data = versions.map((one) => ({
    value: String(one.version),
    label: `${t('version', { version: one.version })} (${t(`versions.state.${stateOf(one)}`)})`,
  }))
  const isSame = first === second
  const result = comparison.data
  const candidate = versions.find(({ version }) => version === first)
  return (
    <Stack gap="lg">
      <Group align="flex-end" className="no-print">
        {(['first', 'second'] as const).map((name) => (
          <NativeSelect
            key={name}
            label={t(`compare.${name}`)}
            data={data}
            value={String(name === 'first' ? first : second)}
            onChange={({ currentTarget }) => choose(name)(currentTarget.value)}
            disabled={comparison.isPending}
          />
        ))}
        <Button
          disabled={isSame}
          loading={comparison.isPending}
          onClick={() => comparison.mutate({ first, second })}
        >
          {t('compare.run')}
        </Button>
      </Group>
      {isSame && <Text size="sm">{t('compare.same')}</Text>}
      {comparison.isPending && (
        <Group role="status" gap="sm">
          <Loader size="sm" aria-hidden />
          <Text size="sm">{t('compare.running')}</Text>
        </Group>
      )}
      {comparison.isError && (
        <Failure error={comparison.error} onAgain={() => comparison.mutate({ first, second })} />
      )}
      {result !== undefined && candidate !== undefined && (
        <ComparisonResult result={result} candidate={candidate} />
      )}
    </Stack>
  )
}
