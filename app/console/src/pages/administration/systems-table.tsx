import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { System, SystemTask } from './system.ts'
import { SystemRow } from './system-row.tsx'

interface SystemsTableProps {
  readonly systems: readonly System[]
  /** Names of users by what the trail calls them: `user:1`. */
  readonly names: ReadonlyMap<string, string>
  readonly onTask: (task: SystemTask) => void
}

const COLUMNS = ['name', 'institution', 'uses', 'keys', 'state', 'registered'] as const

/** Systems with what they may, where their keys are, and their state. */
export function SystemsTable({ systems, names, onTask }: SystemsTableProps) {
  const { t } = useTranslation('administration')
  return (
    <Table.ScrollContainer
      minWidth={980}
      type="native"
      pos="relative"
      tabIndex={0}
      role="region"
      aria-label={t('systems.caption')}
    >
      <Table striped verticalSpacing="xs">
        <Table.Caption className="visually-hidden">{t('systems.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column}>
                {column === 'institution' ? t('institution') : t(`systems.${column}`)}
              </Table.Th>
            ))}
            <Table.Th>
              <span className="visually-hidden">{t('systems.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {systems.map((system) => (
            <SystemRow key={system.id} system={system} names={names} onTask={onTask} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
