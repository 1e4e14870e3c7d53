import { Badge, Button, Group, Table, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/api.ts'
import { regionOf } from '../../language/region.ts'

/** A key as administrators see it: everything but the key. */
export type Key = Schema<'ApiKey'>

/** What an administrator is about to do with a key. */
export interface KeyTask {
  readonly kind: 'rotate' | 'revoke'
  readonly apiKey: Key
}

/** What people call a key: its purpose, or its number where it has none. */
export const nameOf = (t: TFunction<'administration'>, { label, id }: Key): string =>
  label.trim() === '' ? t('keys.unlabelled', { id }) : label

interface KeysTableProps {
  readonly keys: readonly Key[]
  /** Names of users by what the trail calls them: `user:1`. */
  readonly names: ReadonlyMap<string, string>
  readonly onTask: (task: KeyTask) => void
}

/** Keys with their state, and what can be done. */
export function KeysTable({ keys, names, onTask }: KeysTableProps) {
  const { t } = useTranslation('administration')
  return (
    <Table.ScrollContainer
      minWidth={860}
      type="native"
      pos="relative"
      tabIndex={0}
      role="region"
      aria-label={t('keys.caption')}
    >
      <Table striped verticalSpacing="xs">
        <Table.Caption className="visually-hidden">{t('keys.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('keys.label')}</Table.Th>
            <Table.Th>{t('institution')}</Table.Th>
            <Table.Th>{t('keys.state')}</Table.Th>
            <Table.Th>{t('keys.created')}</Table.Th>
            <Table.Th>{t('keys.ends')}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t('keys.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((apiKey) => (
            <KeyRow key={apiKey.id} apiKey={apiKey} names={names} onTask={onTask} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

const TONES = { active: 'green', expired: 'gray', revoked: 'red' } as const

function KeyRow({ apiKey, onTask, names }: Omit<KeysTableProps, 'keys'> & { apiKey: Key }) {
  const { t, i18n } = useTranslation('administration')
  const day = (time: string) =>
    new Intl.DateTimeFormat(regionOf(i18n.language), { dateStyle: 'medium' }).format(new Date(time))
  const { state, source, revoked_at, expires_at, created_at, created_by } = apiKey
  const end = expires_at === null ? t('keys.never') : day(expires_at)
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} style={{ overflowWrap: 'anywhere' }}>
        <Text size="sm" fw={500}>
          {nameOf(t, apiKey)}
        </Text>
        <Text size="xs" c="dimmed" fw={400}>
          {t(`keys.sources.${source}`)}
        </Text>
      </Table.Th>
      <Table.Td>{apiKey.institution_id}</Table.Td>
      <Table.Td>
        <Badge variant="light" color={TONES[state]}>
          {t(`keys.states.${state}`)}
        </Badge>
      </Table.Td>
      <Table.Td>
        {day(created_at)}
        {created_by !== null && (
          <Text size="xs" c="dimmed">
            {t('keys.by', { actor: names.get(created_by) ?? created_by })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{revoked_at === null ? end : t('keys.endedOn', { day: day(revoked_at) })}</Table.Td>
      <Table.Td ta="end">
        {state === 'active' && <Actions apiKey={apiKey} onTask={onTask} />}
      </Table.Td>
    </Table.Tr>
  )
}

/** Keys of the environment are changed there. */
function Actions({ apiKey, onTask }: { apiKey: Key; onTask: KeysTableProps['onTask'] }) {
  const { t } = useTranslation('administration')
  const name = nameOf(t, apiKey)
  if (apiKey.source === 'environment')
    return (
      <Text size="xs" c="dimmed">
        {t('keys.environmentHint')}
      </Text>
    )
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('keys.rotateOf', { name })}
        onClick={() => onTask({ kind: 'rotate', apiKey })}
      >
        {t('keys.rotate')}
      </Button>
      <Button
        size="compact-sm"
        variant="light"
        color="red"
        aria-label={t('keys.revokeOf', { name })}
        onClick={() => onTask({ kind: 'revoke', apiKey })}
      >
        {t('keys.revoke')}
      </Button>
    </Group>
  )
}
