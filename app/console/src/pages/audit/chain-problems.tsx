import { Alert, Stack, Table, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { paths } from '../../../../client/api-types.ts'
import { regionOf } from '../../language/region.ts'
import type { Texts } from './english.ts'

/** What a check of the chain found. */
export type ChainFinding =
  paths['/api/v1/admin/audit/verify']['post']['responses'][200]['content']['application/json']

const KINDS: readonly string[] = [
  'edited',
  'missing',
  'unlinked',
  'head',
  'anchor',
] satisfies readonly (keyof Texts['chain']['kinds'])[]

const kindWords = (t: TFunction<'audit'>, kind: string): string =>
  KINDS.includes(kind) ? t(`chain.kinds.${kind as keyof Texts['chain']['kinds']}`) : kind

/** Where the chain is broken, and what that means. */
export function ChainProblems({ found }: { found: ChainFinding }) {
  const { t, i18n } = useTranslation('audit')
  const number = new Intl.NumberFormat(regionOf(i18n.language))
  const { problems, problem_count: count, rows } = found
  return (
    <Alert color="red" title={t('chain.broken')} role="alert">
      <Stack gap="xs">
        <Text size="sm">{t('chain.brokenText', { count, rows: number.format(rows) })}</Text>
        <Text size="sm">{t('chain.brokenHint')}</Text>
        {problems.length < count && (
          <Text size="sm">{t('chain.first', { shown: number.format(problems.length) })}</Text>
        )}
        <Table>
          <Table.Caption className="visually-hidden">{t('chain.caption')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('chain.row')}</Table.Th>
              <Table.Th>{t('chain.problem')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map(({ seq, kind, problem }) => (
              <Table.Tr key={`${seq} ${kind}`}>
                <Table.Td>{number.format(seq)}</Table.Td>
                <Table.Td>
                  {kindWords(t, kind)}
                  <Text size="xs" c="dimmed">
                    {problem}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Alert>
  )
}
