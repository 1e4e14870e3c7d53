import { Badge, Button, Group, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { paths } from '../../../../client/api-types.ts'
import { useSession } from '../../session/session-provider.tsx'

/** A user as administrators see him. */
export type User =
  paths['/api/v1/admin/users']['get']['responses'][200]['content']['application/json']['users'][number]

/** What an administrator is about to do with a user. */
export interface UserTask {
  readonly kind: 'password' | 'remove'
  readonly user: User
}

interface UsersTableProps {
  readonly users: readonly User[]
  readonly onTask: (task: UserTask) => void
}

/** All users, with what can be done. Nobody deletes himself. */
export function UsersTable({ users, onTask }: UsersTableProps) {
  const { t } = useTranslation('administration')
  return (
    <Table.ScrollContainer
      minWidth={640}
      type="native"
      pos="relative"
      tabIndex={0}
      role="region"
      aria-label={t('users.caption')}
    >
      <Table striped verticalSpacing="xs">
        <Table.Caption className="visually-hidden">{t('users.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('users.name')}</Table.Th>
            <Table.Th>{t('users.role')}</Table.Th>
            <Table.Th>{t('institution')}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t('users.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <UserRow key={user.id} user={user} onTask={onTask} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function UserRow({ user, onTask }: { user: User; onTask: UsersTableProps['onTask'] }) {
  const { t } = useTranslation('administration')
  const shell = useTranslation()
  const { session } = useSession()
  const isMe = session.provider === 'password' && user.username === session.username
  const role = user.role === 'admin' ? 'admin' : 'user'
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} style={{ overflowWrap: 'anywhere' }}>
        {user.username}{' '}
        {isMe && (
          <Badge size="xs" variant="light" ml={4}>
            {t('users.you')}
          </Badge>
        )}
      </Table.Th>
      <Table.Td>{shell.t(`role.${role}`)}</Table.Td>
      <Table.Td>{user.institution_id ?? t('users.none')}</Table.Td>
      <Table.Td>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('users.setPasswordOf', { name: user.username })}
            onClick={() => onTask({ kind: 'password', user })}
          >
            {t('users.setPassword')}
          </Button>
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            disabled={isMe}
            aria-label={t('users.removeOf', { name: user.username })}
            onClick={() => onTask({ kind: 'remove', user })}
          >
            {t('users.remove')}
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
