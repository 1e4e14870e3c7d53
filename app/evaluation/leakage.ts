import { FEATURES } from '../forest/features.ts'
import { auc } from './metrics.ts'
import type { EvaluationSettings, EvaluationWarning, GroupFigures, Subgroup } from './report.ts'
import type { StayRows } from './rows.ts'

/** What the guard looks at. */
export interface LeakageInput {
  stays: StayRows
  overall: GroupFigures
  subgroups: Subgroup[]
  settings: EvaluationSettings
}

/** The feature that ranks the outcome best by itself, in either direction. */
function strongestFeature(stays: StayRows): { name: string; auc: number } {
  const ranked = FEATURES.map((name) => {
    const value = auc(stays.labels, Float64Array.from(stays.features[name]))
    return { name, auc: Math.max(value, 1 - value) }
  })
  return ranked.reduce((best, next) => (next.auc > best.auc ? next : best))
}

/**
 * Flags an AUC above what these features honestly reach: it is nearly always leakage, such as a
 * patient on both sides of the split, a feature that counts the readmission itself, or generated
 * data. An institution is flagged only where its whole interval lies above the bound.
 */
export function leakageWarnings(input: LeakageInput): EvaluationWarning[] {
  const { stays, overall, subgroups, settings } = input
  if (!overall.ranking) return []
  const bound = settings.leakageBound
  const strongest = strongestFeature(stays)
  const cause = `Look for leakage; the strongest single feature is ${strongest.name} with an AUC of ${strongest.auc.toFixed(3)}.`
  const warn = (text: string): EvaluationWarning => ({ kind: 'leakage', text: `${text} ${cause}` })
  if (overall.ranking.auc > bound) {
    return [
      warn(
        `The AUC of ${overall.ranking.auc.toFixed(3)} is above ${bound}, more than these features honestly reach.`,
      ),
    ]
  }
  return subgroups
    .filter(({ dimension, figures }) => {
      return dimension === 'institution' && (figures.ranking?.aucInterval.low ?? 0) > bound
    })
    .map(({ group, figures }) =>
      warn(
        `At ${group} the AUC of ${figures.ranking?.auc.toFixed(3)} is above ${bound} with its whole interval, more than these features honestly reach.`,
      ),
    )
}
