import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const read = (name: string): string => readFileSync(join(import.meta.dirname, 'sql', name), 'utf8')

/** The features and labels of every stay as one query, the same for DuckDB and for Spark. */
export const featureSql = (): string => read('features.sql')

/** FHIR resources as flat rows, one query, the same for DuckDB and for Spark. */
export const recordSql = (): string => read('records.sql')

/** The functions that the two queries call, for DuckDB. */
export const duckdbPrelude = (): string => read('duckdb.sql')

/** The codes that mean inpatient, planned, death, as a view. */
export const clinicalCodes = (): string => read('clinical-codes.sql')
