import { createReadStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { readTable, TABLE_COLUMNS } from '../forest/read-table.ts'

/** Name of the table in an institution's folder. */
export const STAYS_FILE = 'stays.csv'

/** The institutions of a table, in order. Rejects with TableError for one that training would refuse. */
export async function institutionsOf(csv: string): Promise<string[]> {
  return (await readTable(csv)).institutions.toSorted()
}

/** Writes each institution's stays to a table in a folder of its own, which only its owner may read. */
export async function splitByInstitution(
  csv: string,
  folderOf: (institution: string) => string,
): Promise<void> {
  const lines = new Map<string, string[]>()
  const records = createReadStream(csv).pipe(parse({ columns: true, bom: true, trim: false }))
  for await (const record of records as AsyncIterable<Record<string, string>>) {
    const institution = (record.institution ?? '').toLowerCase()
    const line = TABLE_COLUMNS.map((column) => quoted(record[column] ?? '')).join()
    const known = lines.get(institution)
    if (known === undefined) lines.set(institution, [TABLE_COLUMNS.join(), line])
    else known.push(line)
  }
  for (const [institution, rows] of lines) {
    const folder = folderOf(institution)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(join(folder, STAYS_FILE), `${rows.join('\n')}\n`, { mode: 0o600 })
  }
}

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
