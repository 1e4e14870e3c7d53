import {
  DEATH_OR_HOSPICE,
  INPATIENT_CLASSES,
  PLANNED_ADMISSION,
  PLANNED_REASON,
} from '../fhir/clinical-codes.ts'

const PURPOSES = {
  'inpatient class': INPATIENT_CLASSES,
  'planned admission': PLANNED_ADMISSION,
  'planned reason': PLANNED_REASON,
  'death or hospice': DEATH_OR_HOSPICE,
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * The tables of app/fhir/clinical-codes.ts as the view `clinical_code (purpose, code)`, a code being
 * `system|code`, for DuckDB and Spark. sql/clinical-codes.sql is this text, checked by a test, so that
 * Spark needs no Node.
 */
export function clinicalCodeSql(): string {
  const rows = Object.entries(PURPOSES).flatMap(([purpose, table]) =>
    Object.entries(table).flatMap(([system, codes]) =>
      codes.map((code) => `  (${quoted(purpose)}, ${quoted(`${system}|${code}`)})`),
    ),
  )
  return `-- Made from app/fhir/clinical-codes.ts by app/features/clinical-code-sql.ts.
create or replace temporary view clinical_code as select * from (values
${rows.join(',\n')}
) as t(purpose, code)
`
}
