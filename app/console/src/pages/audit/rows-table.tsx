import { Badge, Button, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { regionOf } from '../../language/region.ts'
import { useSession } from '../../session/session-provider.tsx'
import { type AuditRow, actorWords, sentenceOf, wordOf } from './row-words.ts'

interface RowsTableProps {
  readonly rows: readonly AuditRow[]
  /** Names of users by their numbers; only administrators know them. */
  readonly names: ReadonlyMap<number, string>
  readonly onOpen: (row: AuditRow) => void
}

/** Rows as sentences: when, what, who. */
export function RowsTable({ rows, names, onOpen }: RowsTableProps) {
  const { t, i18n } = useTranslation('audit')
  const { session } = useSession()
  const isAdmin = session.role === 'admin'
  const time = new Intl.DateTimeFormat(regionOf(i18n.language), {
    dateStyle: 'medium',
    timeStyle: 'medium',
  })
  return (
    <Table.ScrollContainer
      minWidth={isAdmin ? 760 : 640}
      type="native"
      pos="relative"
      tabIndex={0}
      role="region"
      aria-label={t('rows.caption')}
    >
      <Table striped verticalSpacing="xs">
        <Table.Caption className="visually-hidden">{t('rows.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('rows.time')}</Table.Th>
            <Table.Th>{t('rows.event')}</Table.Th>
            <Table.Th>{t('rows.actor')}</Table.Th>
            {isAdmin && <Table.Th>{t('rows.institution')}</Table.Th>}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
                {time.format(new Date(row.time))}
              </Table.Td>
              <Table.Td>
                <Text size="sm">{sentenceOf(t, row, regionOf(i18n.language))}</Text>
                <Text size="xs" c="dimmed">
                  {wordOf(t, 'kinds', row.kind)}
                  {row.outcome !== 'ok' && (
                    <Badge ml="xs" size="xs" variant="light" color={toneOf(row.outcome)}>
                      {wordOf(t, 'outcomes', row.outcome)}
                    </Badge>
                  )}
                </Text>
              </Table.Td>
              <Table.Td>{actorWords(t, row.actor, names)}</Table.Td>
              {isAdmin && <Table.Td>{row.institution ?? '–'}</Table.Td>}
              <Table.Td ta="end">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t('rows.openOf', { seq: row.seq })}
                  onClick={() => onOpen(row)}
                >
                  {t('rows.open')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

const toneOf = (outcome: string): string =>
  outcome === 'promoted' ? 'green' : outcome === 'denied' ? 'red' : 'yellow'
