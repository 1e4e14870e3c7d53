import { rename, rm } from 'node:fs/promises'
import { ExtractError } from '../../features/extract-error.ts'
import { checkTable } from '../check-table.ts'
import { gatherTables } from '../gather-tables.ts'
import { type Extract, readExtract } from '../read-extract.ts'
import type { StageResult } from '../stage.ts'
import type { StageContext } from '../stage-context.ts'

/**
 * Makes the one table that is learned from: of FHIR records one row for each finished inpatient
 * stay, of tables their rows under our names. A table that must not be learned from is not left.
 *
 * @throws as extracting does, and FindingsError
 */
export async function features(context: StageContext): Promise<StageResult> {
  const { files, parameters, signal, onProgress } = context
  const extract = await readExtract(files.extract, parameters.data.institutions)
  const made = `${files.table}.made`
  try {
    if (extract.kind === 'tables') {
      const { columns } = parameters.data
      await gatherTables({ files: extract.files, output: made, columns, signal })
    } else await fromFhir(context, extract, made)
    const facts = await checkTable(made, {
      parameters,
      name: files.table,
      signal,
      onProgress: (fraction) => onProgress(0.5 + fraction / 2, 'checking'),
    })
    await rename(made, files.table)
    const { stays, patients, readmitted, droppedExpired } = facts
    const figures = { stays, patients, readmitted, droppedExpired }
    return { stage: 'features', outputs: { table: files.table }, figures }
  } finally {
    await rm(made, { force: true })
  }
}

async function fromFhir(
  { parameters, signal, onProgress }: StageContext,
  { sources }: Extract & { kind: 'fhir' },
  output: string,
): Promise<void> {
  const { extractEnds } = parameters.data
  const empty = sources.find(({ files }) => files.length === 0)
  if (empty) throw new ExtractError(`${empty.institution} has no files; run validate first`)
  // DuckDB is an optional peer: whoever learns from tables needs none.
  const { extractFeatures } = await import('../../features/extract-features.ts')
  await extractFeatures({
    sources: sources.map((source) => {
      const extractEnd = extractEnds[source.institution]
      return { ...source, ...(extractEnd !== undefined && { extractEnd }) }
    }),
    output,
    memoryMegabytes: parameters.features.memoryMegabytes,
    ...(signal && { signal }),
    onProgress: (fraction) => onProgress(fraction / 2, 'extracting'),
  })
}
