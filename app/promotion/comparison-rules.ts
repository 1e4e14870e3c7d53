import type { EvaluationReport } from '../evaluation/report.ts'
import { judged, show } from './candidate-rules.ts'
import type { Finding, GateInput, GateRule } from './gate-settings.ts'

const FIRST: Finding = { passed: true, detail: 'no model is serving yet' }

const aucAt = (report: EvaluationReport, institution: string): number | undefined =>
  report.subgroups.find(
    ({ dimension, group }) => dimension === 'institution' && group === institution,
  )?.figures.ranking?.auc

/** Institutions where the serving model has figures on enough cases, and both AUCs there. */
function institutions({ candidate, serving, settings }: GateInput) {
  if (!serving) return []
  return judged(serving, settings.subgroupMinPositives)
    .filter(({ dimension }) => dimension === 'institution')
    .map(({ group }) => ({
      group,
      before: aucAt(serving, group) ?? Number.NaN,
      after: aucAt(candidate, group),
    }))
}

/** Rules that compare the candidate with the serving model. */
export const COMPARISON_RULES = [
  {
    rule: 'same patients',
    reason: 'Figures on different stays differ by chance and by case mix; they prove nothing.',
    judge: ({ candidate, serving }) => {
      if (!serving) return FIRST
      const isSame = candidate.data.heldOutSha256 === serving.data.heldOutSha256
      return {
        passed: isSame,
        detail: isSame
          ? 'both were judged on the same held-out stays'
          : 'the two were judged on different held-out stays: evaluate both again on the same',
      }
    },
  },
  {
    rule: 'overall AUC',
    reason: 'A replacement must not rank worse than what it replaces, beyond chance.',
    judge: ({ candidate, serving, settings }) => {
      if (!serving) return FIRST
      const before = serving.overall.ranking?.auc
      const after = candidate.overall.ranking?.auc
      return {
        passed:
          before !== undefined && after !== undefined && after >= before - settings.aucTolerance,
        detail: `AUC ${show(after)}, serving ${show(before)}, allowed loss ${settings.aucTolerance}`,
      }
    },
  },
  {
    rule: 'every institution',
    reason: 'A gain at one hospital does not pay for a loss at another.',
    judge: (input) => {
      if (!input.serving) return FIRST
      const allowed = input.settings.institutionTolerance
      const compared = institutions(input)
      if (compared.length === 0) {
        const least = input.settings.subgroupMinPositives
        return {
          passed: true,
          detail: `no institution has ${least} readmitted stays, none is judged`,
        }
      }
      return {
        passed: compared.every(
          ({ before, after }) => after !== undefined && after >= before - allowed,
        ),
        detail: `${compared
          .map(({ group, before, after }) => `${group} AUC ${show(after)}, serving ${show(before)}`)
          .join('; ')}; allowed loss ${allowed}`,
      }
    },
  },
] as const satisfies readonly GateRule[]
