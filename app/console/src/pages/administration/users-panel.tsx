import { Button, Group, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { CreateUser } from './create-user.tsx'
import { Done } from './done.tsx'
import { RemoveUser } from './remove-user.tsx'
import { SetPassword } from './set-password.tsx'
import { ShownOnce } from './shown-once.tsx'
import { useTasks } from './use-tasks.ts'
import { UsersTable, type UserTask } from './users-table.tsx'

/** Who may sign in: create, set a password, delete. */
export function UsersPanel() {
  const { t } = useTranslation('administration')
  const { task, secret, done, begin, close, finish, forget } = useTasks<
    UserTask | { kind: 'create' }
  >('users')
  const asked = useQuery({
    queryKey: ['users'],
    queryFn: () => answerOf(api.GET('/api/v1/admin/users')),
  })
  return (
    <Stack>
      <div>
        <Group justify="space-between">
          <Title order={2} size="h4">
            {t('users.title')}
          </Title>
          <Button onClick={() => begin({ kind: 'create' })}>{t('users.create')}</Button>
        </Group>
        <Done said={done} />
      </div>
      {asked.isPending && <Loading />}
      {asked.isError && <Failure error={asked.error} onAgain={() => void asked.refetch()} />}
      {asked.data && <UsersTable users={asked.data.users} onTask={begin} />}
      {task?.kind === 'create' && <CreateUser onDone={finish} onClose={close} />}
      {task?.kind === 'password' && (
        <SetPassword user={task.user} onDone={finish} onClose={close} />
      )}
      {task?.kind === 'remove' && <RemoveUser user={task.user} onDone={finish} onClose={close} />}
      {secret && <ShownOnce secret={secret} onClose={forget} />}
    </Stack>
  )
}
