import type { FederatedModel } from '../../app/federation/finish.ts'

/** What came of a federation, for a terminal. */
export function decisionText({ report, decision, institutions }: FederatedModel): string {
  const digits = (value: number | null | undefined): string => value?.toFixed(3) ?? '–'
  return [
    `${report.overall.rows} stays judged it, ${report.overall.positives} readmitted`,
    `merged: AUC ${digits(report.overall.ranking?.auc)}`,
    ...institutions.map(
      ({ institution, merged, alone }) =>
        `  ${institution}: AUC ${digits(merged)}, alone ${digits(alone)}`,
    ),
    decision.promote ? 'The promotion gate accepts it:' : 'The promotion gate REFUSES it:',
    ...decision.reasons.map(
      ({ rule, passed, detail }) => `  ${passed ? 'passed' : 'FAILED'}  ${rule}: ${detail}`,
    ),
  ].join('\n')
}
