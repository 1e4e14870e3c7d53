import { expect, it } from 'vitest'
import { clinicalCodeSql } from '../../app/features/clinical-code-sql.ts'
import { clinicalCodes } from '../../app/features/sql-files.ts'

it('sql/clinical-codes.sql holds the tables of app/fhir/clinical-codes.ts', () => {
  // After a wanted change: node -e "import('./app/features/clinical-code-sql.ts').then((m) =>
  // fs.writeFileSync('app/features/sql/clinical-codes.sql', m.clinicalCodeSql()))"
  expect(clinicalCodes()).toBe(clinicalCodeSql())
})
