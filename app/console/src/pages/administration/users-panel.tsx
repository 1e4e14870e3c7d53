import { Button, Group, Stack, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { CreateUser } from './create-user.tsx'
import { Done } from './done.tsx'
import { RemoveUser } from './remove-user.tsx'
import { SetPassword } from './set-password.tsx'
import { type Secret, ShownOnce } from './shown-once.tsx'
import { UsersTable, type UserTask } from './users-table.tsx'

/** Who may sign in: create, set a password, delete. */
export function UsersPanel() {
  const { t } = useTranslation('administration')
  const queries = useQueryClient()
  const [task, setTask] = useState<UserTask | { kind: 'create' }>()
  const [secret, setSecret] = useState<Secret>()
  const [done, setDone] = useState<string>()
  const asked = useQuery({
    queryKey: ['users'],
    queryFn: () => answerOf(api.GET('/api/v1/admin/users')),
  })
  const begin = (wanted: UserTask | { kind: 'create' }) => {
    setDone(undefined)
    setTask(wanted)
  }
  const close = () => setTask(undefined)
  const finish = (result: Secret | string) => {
    close()
    if (typeof result === 'string') setDone(result)
    else setSecret(result)
    void queries.invalidateQueries({ queryKey: ['users'] })
  }
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
      {secret && <ShownOnce secret={secret} onClose={() => setSecret(undefined)} />}
    </Stack>
  )
}
