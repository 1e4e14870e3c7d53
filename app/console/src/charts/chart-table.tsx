import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Scrolling } from '../tables/scrolling.tsx'

/** The figures of a chart: what it shows to those who cannot see it, or want to know exactly. */
export interface Figures {
  /** The first column names the row. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The figures of a chart behind a line that opens them. */
export function ChartTable({ title, columns, rows }: Figures & { readonly title: string }) {
  const { t } = useTranslation('charts')
  return (
    <details className="no-print">
      <summary style={{ cursor: 'pointer', fontSize: 'var(--mantine-font-size-sm)' }}>
        {t('table')}
      </summary>
      <Scrolling label={title} minWidth={120 * columns.length}>
        <Table withRowBorders={false} striped fz="sm" mt="xs">
          <Table.Caption>{title}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} scope="col">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([name, ...cells], row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are never reordered
              <Table.Tr key={row}>
                <Table.Th scope="row" fw={400}>
                  {name}
                </Table.Th>
                {cells.map((cell, index) => (
                  <Table.Td key={columns[index + 1]}>{cell}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scrolling>
    </details>
  )
}
