import { Alert, Button, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { CreateKey } from './create-key.tsx'
import { Done } from './done.tsx'
import { type Key, KeysTable, type KeyTask } from './keys-table.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { RotateKey } from './rotate-key.tsx'
import { ShownOnce } from './shown-once.tsx'
import { useTasks } from './use-tasks.ts'
import { useUserNames } from './use-user-names.ts'

/** Institutions' keys: make, replace, revoke. */
export function KeysPanel() {
  const { t } = useTranslation('administration')
  const { task, secret, done, begin, close, finish, forget } = useTasks<
    KeyTask | { kind: 'create' }
  >('keys')
  const asked = useQuery({
    queryKey: ['keys'],
    queryFn: () => answerOf(api.GET('/api/v1/admin/keys')),
  })
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('keys.title')}
        </Title>
        <Button onClick={() => begin({ kind: 'create' })}>{t('keys.create')}</Button>
      </Group>
      <div>
        <Text size="sm" maw={760}>
          {t('keys.intro')}
        </Text>
        <Done said={done} />
      </div>
      {asked.isPending && <Loading />}
      {asked.isError && <Failure error={asked.error} onAgain={() => void asked.refetch()} />}
      {asked.data && <ShownKeys keys={asked.data.keys} onTask={begin} />}
      {task?.kind === 'create' && <CreateKey onDone={finish} onClose={close} />}
      {task?.kind === 'rotate' && (
        <RotateKey apiKey={task.apiKey} onDone={finish} onClose={close} />
      )}
      {task?.kind === 'revoke' && (
        <RevokeKey apiKey={task.apiKey} onDone={finish} onClose={close} />
      )}
      {secret && <ShownOnce secret={secret} onClose={forget} />}
    </Stack>
  )
}

/** Keys in use; ended ones where somebody asks for them. */
function ShownKeys({ keys, onTask }: { keys: readonly Key[]; onTask: (task: KeyTask) => void }) {
  const { t } = useTranslation('administration')
  const [withEnded, setWithEnded] = useState(false)
  const names = useUserNames()
  const shown = keys.filter(({ state }) => withEnded || state === 'active')
  return (
    <>
      <Switch
        label={t('keys.showEnded')}
        checked={withEnded}
        onChange={({ currentTarget }) => setWithEnded(currentTarget.checked)}
      />
      {shown.length === 0 ? (
        <Alert color="gray" title={t('keys.none')}>
          {t('keys.noneHint')}
        </Alert>
      ) : (
        <KeysTable keys={shown} names={names} onTask={onTask} />
      )}
    </>
  )
}
