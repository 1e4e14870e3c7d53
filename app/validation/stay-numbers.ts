import { byValue, type StayGroup } from './column-counts.ts'
import type { TableFinding } from './table-finding.ts'

/** Fewest stays of an institution. */
export const FEWEST_STAYS = 100
/** Fewest stays of either outcome: with fewer, neither side of the split learns or judges anything. */
export const FEWEST_OF_EACH_OUTCOME = 10

/** Columns that are not the same for everybody anywhere. */
const VARYING = ['age', 'num_conditions', 'num_medications'] as const

/** Institutions that were to send stays and did not; names nobody expects help to find a typing error. */
export function emptyInstitutions(
  expected: readonly string[],
  present: readonly string[],
): TableFinding[] {
  const wanted = expected.map((name) => name.toLowerCase())
  const strangers = present.filter((name) => !wanted.includes(name))
  const hint = strangers.length > 0 ? `, but the table has ${strangers.join(', ')}` : ''
  return wanted
    .filter((name) => !present.includes(name))
    .map((institution) => ({
      rule: 'empty institution',
      institution,
      column: null,
      detail:
        `no stays to learn from, allowed at least ${FEWEST_STAYS}${hint}; fix: check the name and ` +
        'the extract, or take the institution off the list',
    }))
}

/** An institution with too few stays or outcomes, or a column that was never filled. */
export function stayNumbers(
  institution: string,
  { stays, readmitted, columns }: StayGroup,
): TableFinding[] {
  const few = (got: string, allowed: string): TableFinding => ({
    rule: 'too few stays',
    institution,
    column: null,
    detail: `${got}, allowed at least ${allowed}; fix: extract a longer time, or leave it out`,
  })
  if (stays < FEWEST_STAYS) return [few(`${stays} stays`, String(FEWEST_STAYS))]
  const rarer = Math.min(readmitted, stays - readmitted)
  if (rarer < FEWEST_OF_EACH_OUTCOME) {
    return [
      few(
        `${readmitted} of ${stays} stays readmitted`,
        `${FEWEST_OF_EACH_OUTCOME} of each outcome`,
      ),
    ]
  }
  return VARYING.flatMap((column) => {
    const values = byValue(columns[column])
    const only = values.indexOf(stays)
    if (only < 0) return []
    const detail = `all ${stays} stays have ${only}, allowed values that differ; fix: extract the records that ${column} comes from`
    return [{ rule: 'empty institution' as const, institution, column, detail }]
  })
}
