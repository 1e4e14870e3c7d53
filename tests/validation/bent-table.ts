import type { Feature } from '../../app/forest/features.ts'
import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'

/** A copy of a table whose stays of one institution (or all, null) have other values. */
export function bend(
  table: ReadmissionTable,
  institution: string | null,
  change: (stay: Record<Feature, number>, readmitted: boolean) => Partial<Record<Feature, number>>,
): ReadmissionTable {
  const features = Object.fromEntries(
    Object.entries(table.features).map(([name, column]) => [name, column.slice()]),
  ) as Record<Feature, Uint16Array>
  const index = institution === null ? -1 : table.institutions.indexOf(institution)
  for (let row = 0; row < table.rows; row++) {
    if (index >= 0 && table.institution[row] !== index) continue
    const stay = Object.fromEntries(
      Object.entries(table.features).map(([name, column]) => [name, column[row] as number]),
    ) as Record<Feature, number>
    const changed = change(stay, table.readmitted[row] === 1)
    for (const [name, value] of Object.entries(changed)) features[name as Feature][row] = value
  }
  return { ...table, features }
}

/** The stays of a table that a test keeps. */
export function keep(
  table: ReadmissionTable,
  isKept: (institution: string, row: number) => boolean,
): ReadmissionTable {
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) =>
    isKept(table.institutions[table.institution[row] as number] as string, row),
  )
  const names = [
    ...new Set(rows.map((row) => table.institutions[table.institution[row] as number])),
  ]
  return {
    ...table,
    rows: rows.length,
    patient: Int32Array.from(rows, (row) => table.patient[row] as number),
    institution: Uint16Array.from(rows, (row) =>
      names.indexOf(table.institutions[table.institution[row] as number]),
    ),
    institutions: names as string[],
    features: Object.fromEntries(
      Object.entries(table.features).map(([name, column]) => [
        name,
        Uint16Array.from(rows, (row) => column[row] as number),
      ]),
    ) as Record<Feature, Uint16Array>,
    readmitted: Uint8Array.from(rows, (row) => table.readmitted[row] as number),
  }
}
