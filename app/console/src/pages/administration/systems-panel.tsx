import { Alert, Button, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerOf, api } from '../../api/api.ts'
import { Failure } from '../../shell/failure.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Connection } from './connection.tsx'
import { Done } from './done.tsx'
import { RegisterSystem } from './register-system.tsx'
import { RevokeSystem } from './revoke-system.tsx'
import type { System, SystemTask } from './system.ts'
import { SystemsTable } from './systems-table.tsx'
import { useUserNames } from './use-user-names.ts'

type Task = SystemTask | { kind: 'register' } | { kind: 'registered'; system: System }

/** Hospital systems that sign their requests: register, connect, revoke. */
export function SystemsPanel() {
  const { t } = useTranslation('administration')
  const queries = useQueryClient()
  const [task, setTask] = useState<Task>()
  const [done, setDone] = useState<string>()
  const asked = useQuery({
    queryKey: ['systems'],
    queryFn: () => answerOf(api.GET('/api/v1/admin/clients')),
  })
  const begin = (wanted: Task | undefined) => {
    setDone(undefined)
    setTask(wanted)
  }
  const close = () => setTask(undefined)
  const finish = (next: Task | undefined, said?: string) => {
    setTask(next)
    setDone(said)
    void queries.invalidateQueries({ queryKey: ['systems'] })
  }
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('systems.title')}
        </Title>
        <Button onClick={() => begin({ kind: 'register' })}>{t('systems.register')}</Button>
      </Group>
      <div>
        <Text size="sm" maw={760}>
          {t('systems.intro')}
        </Text>
        <Done said={done} />
      </div>
      {asked.isPending && <Loading />}
      {asked.isError && <Failure error={asked.error} onAgain={() => void asked.refetch()} />}
      {asked.data && <ShownSystems systems={asked.data.clients} onTask={begin} />}
      {task?.kind === 'register' && (
        <RegisterSystem
          systems={asked.data?.clients ?? []}
          onDone={(system) => finish({ kind: 'registered', system })}
          onClose={close}
        />
      )}
      {(task?.kind === 'registered' || task?.kind === 'connect') && (
        <Connection system={task.system} isNew={task.kind === 'registered'} onClose={close} />
      )}
      {task?.kind === 'revoke' && (
        <RevokeSystem
          system={task.system}
          onDone={(said) => finish(undefined, said)}
          onClose={close}
        />
      )}
    </Stack>
  )
}

interface ShownSystemsProps {
  readonly systems: readonly System[]
  readonly onTask: (task: SystemTask) => void
}

/** Systems registered now; revoked ones where somebody asks for them. */
function ShownSystems({ systems, onTask }: ShownSystemsProps) {
  const { t } = useTranslation('administration')
  const [withRevoked, setWithRevoked] = useState(false)
  const names = useUserNames()
  const shown = systems.filter(({ state }) => withRevoked || state === 'active')
  return (
    <>
      <Switch
        label={t('systems.showRevoked')}
        checked={withRevoked}
        onChange={({ currentTarget }) => setWithRevoked(currentTarget.checked)}
      />
      {shown.length === 0 ? (
        <Alert color="gray" title={t('systems.none')}>
          {t('systems.noneHint')}
        </Alert>
      ) : (
        <SystemsTable systems={shown} names={names} onTask={onTask} />
      )}
    </>
  )
}
