import { aucOfGroups } from '../evaluation/metrics-ranking.ts'
import { type ColumnCounts, MEASURED, type StayGroup, together } from './column-counts.ts'
import { percent, type TableFinding } from './table-finding.ts'

/**
 * No single one of these features honestly ranks readmission better: the best of the public table
 * reaches .61, published scores that combine many more features .65 to .75. Earlier stays that count
 * the readmission itself reach .9.
 */
export const LEAK_BOUND = 0.8

/** Standard errors that an AUC must lie above the bound, so that few stays raise no alarm. */
const CERTAINTY = 3

/**
 * Columns that know the outcome: counted after the discharge, with the readmission among the
 * encounters, or the label itself under another name. Judged over the whole table, then for each
 * institution where the whole gives no finding.
 */
export function leakedLabels(
  institutions: readonly string[],
  groups: readonly StayGroup[],
): TableFinding[] {
  const overall = leaksOf(together(groups), null)
  const found = new Set(overall.map(({ column }) => column))
  const single = groups.flatMap((group, index) => leaksOf(group, institutions[index] ?? null))
  return [...overall, ...single.filter(({ column }) => !found.has(column))]
}

function leaksOf(group: StayGroup, institution: string | null): TableFinding[] {
  return MEASURED.flatMap((column) => {
    const { auc, error } = strength(group.columns[column])
    if (!(auc - CERTAINTY * error > LEAK_BOUND)) return []
    const detail =
      `${column} alone tells who is readmitted: AUC ${auc.toFixed(3)} over ${group.stays} stays, ` +
      `${percent(group.readmitted / group.stays)} readmitted; allowed at most ${LEAK_BOUND}; ` +
      'fix: count only what was known at discharge, never the readmission itself'
    return [{ rule: 'leaked label' as const, institution, column, detail }]
  })
}

/**
 * AUC of a column, in the better of both directions, with its standard error by Hanley and McNeil
 * (1982), doi:10.1148/radiology.143.1.7063747.
 */
function strength({ readmitted, others }: ColumnCounts): { auc: number; error: number } {
  const positives = readmitted.reduce((sum, count) => sum + count, 0)
  const negatives = others.reduce((sum, count) => sum + count, 0)
  if (positives === 0 || negatives === 0) return { auc: Number.NaN, error: 0 }
  const ascending = aucOfGroups(readmitted, others)
  const auc = Math.max(ascending, 1 - ascending)
  const first = auc / (2 - auc)
  const second = (2 * auc * auc) / (1 + auc)
  const variance =
    (auc * (1 - auc) +
      (positives - 1) * (first - auc * auc) +
      (negatives - 1) * (second - auc * auc)) /
    (positives * negatives)
  return { auc, error: Math.sqrt(Math.max(0, variance)) }
}
