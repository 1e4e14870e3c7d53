import { rm } from 'node:fs/promises'
import { checkTable } from '../check-table.ts'
import { FindingsError } from '../findings-error.ts'
import { gatherTables } from '../gather-tables.ts'
import { type Extract, readExtract } from '../read-extract.ts'
import { scanRecords } from '../scan-records.ts'
import type { StageResult } from '../stage.ts'
import type { StageContext } from '../stage-context.ts'
import { writeJson } from '../write-whole.ts'

/**
 * Checks what came in, before anything is made of it. A table is read whole and judged; of FHIR
 * files every record is read once, and the table that `features` makes of them is judged there.
 *
 * @throws ExtractError, TableError, or FindingsError where the data must not be learned from
 */
export async function validate(context: StageContext): Promise<StageResult> {
  const { files, parameters } = context
  const extract = await readExtract(files.extract, parameters.data.institutions)
  const found =
    extract.kind === 'fhir' ? await fhir(context, extract) : await tables(context, extract)
  await writeJson(files.validation, found.record)
  return { stage: 'validate', outputs: { validation: files.validation }, figures: found.figures }
}

interface Found {
  record: unknown
  figures: Readonly<Record<string, number>>
}

async function fhir(
  { files, signal, onProgress }: StageContext,
  { sources }: Extract & { kind: 'fhir' },
): Promise<Found> {
  const { counts, findings } = await scanRecords(sources, {
    signal,
    onProgress: (fraction) => onProgress(fraction, 'reading records'),
  })
  if (findings.length > 0) throw new FindingsError(files.extract, findings)
  const total = Object.values(counts).flatMap((types) => Object.values(types))
  const records = total.reduce((sum, count) => sum + count, 0)
  return { record: { kind: 'fhir', records: counts }, figures: { records } }
}

async function tables(
  { files, parameters, signal, onProgress }: StageContext,
  extract: Extract & { kind: 'tables' },
): Promise<Found> {
  const { columns } = parameters.data
  const progress = (fraction: number): void => onProgress(fraction, 'reading')
  const check = { parameters, name: files.extract, signal, onProgress: progress }
  const [only, ...more] = extract.files
  // Of one table with our names, bad rows are told by the line the sender knows.
  const asIs = more.length === 0 && Object.keys(columns).length === 0 ? only : undefined
  const path = asIs ?? `${files.validation}.csv.partial`
  try {
    if (asIs === undefined)
      await gatherTables({ files: extract.files, output: path, columns, signal })
    const facts = await checkTable(path, check)
    const { stays, patients, readmitted } = facts
    return { record: { kind: 'tables', ...facts }, figures: { stays, patients, readmitted } }
  } finally {
    if (asIs === undefined) await rm(path, { force: true })
  }
}
