import { Badge, Button, Group, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CLIENT_USES } from '../../../../auth/trusted/trusted-client.ts'
import type { System, SystemTask } from './system.ts'

interface SystemRowProps {
  readonly system: System
  /** Names of users by what the trail calls them: `user:1`. */
  readonly names: ReadonlyMap<string, string>
  readonly onTask: (task: SystemTask) => void
}

const TONES = { active: 'green', revoked: 'red' } as const

/** A system, what it may, where its keys are, and what can be done with it. */
export function SystemRow({ system, names, onTask }: SystemRowProps) {
  const { t, i18n } = useTranslation('administration')
  const day = (time: string) =>
    new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(time))
  const { name, issuer, tenant, institution_id: institution, state } = system
  const { created_at, created_by, revoked_at } = system
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} maw={260} style={{ overflowWrap: 'anywhere' }}>
        <Text size="sm" fw={500}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" fw={400}>
          {issuer}
        </Text>
        {tenant !== null && (
          <Text size="xs" c="dimmed" fw={400}>
            {t('systems.tenantOf', { tenant })}
          </Text>
        )}
      </Table.Th>
      <Table.Td>{institution}</Table.Td>
      <Table.Td>
        <Uses system={system} />
      </Table.Td>
      <Table.Td maw={260} style={{ overflowWrap: 'anywhere' }}>
        <Keys system={system} />
      </Table.Td>
      <Table.Td>
        <Badge variant="light" color={TONES[state]}>
          {t(`systems.states.${state}`)}
        </Badge>
        {revoked_at !== null && (
          <Text size="xs" c="dimmed">
            {day(revoked_at)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {day(created_at)}
        <Text size="xs" c="dimmed">
          {t('systems.by', { actor: names.get(created_by) ?? created_by })}
        </Text>
      </Table.Td>
      <Table.Td ta="end">
        {state === 'active' && <Actions system={system} onTask={onTask} />}
      </Table.Td>
    </Table.Tr>
  )
}

/** Uses by their names; the scopes below FHIR. */
function Uses({ system: { uses, scopes } }: { system: System }) {
  const { t } = useTranslation('administration')
  return (
    <>
      {CLIENT_USES.filter((use) => uses.includes(use)).map((use) => (
        <Text key={use} size="sm">
          {t(`systems.use.${use}`)}
        </Text>
      ))}
      {scopes.map((scope) => (
        <Text key={scope} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {scope}
        </Text>
      ))}
    </>
  )
}

/** The address of the keys, or which were pasted. */
function Keys({ system: { jwks_url: address, jwks } }: { system: System }) {
  const { t } = useTranslation('administration')
  if (address !== null) return <Text size="sm">{address}</Text>
  const keys = jwks?.keys ?? []
  return (
    <>
      <Text size="sm">{t('systems.pasted', { count: keys.length })}</Text>
      {keys.map(({ kid }) => (
        <Text key={String(kid)} size="xs" c="dimmed">
          {String(kid)}
        </Text>
      ))}
    </>
  )
}

function Actions({ system, onTask }: { system: System; onTask: SystemRowProps['onTask'] }) {
  const { t } = useTranslation('administration')
  const { name } = system
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('systems.connectOf', { name })}
        onClick={() => onTask({ kind: 'connect', system })}
      >
        {t('systems.connect')}
      </Button>
      <Button
        size="compact-sm"
        variant="light"
        color="red"
        aria-label={t('systems.revokeOf', { name })}
        onClick={() => onTask({ kind: 'revoke', system })}
      >
        {t('systems.revoke')}
      </Button>
    </Group>
  )
}
