import { groupFigures, type ScoredRows, selectRows } from './figures.ts'
import type {
  Dimension,
  EvaluationSettings,
  GroupFigures,
  Subgroup,
  WorstSubgroup,
} from './report.ts'
import type { StayRows } from './rows.ts'

/** Age groups in years, both ends included. */
export const AGE_GROUPS = [
  { name: '0-39', min: 0, max: 39 },
  { name: '40-59', min: 40, max: 59 },
  { name: '60-74', min: 60, max: 74 },
  { name: '75+', min: 75, max: Number.POSITIVE_INFINITY },
] as const

interface Group {
  dimension: Dimension
  group: string
  holds: (row: number) => boolean
}

const groupsOf = (stays: StayRows, institutions: readonly string[]): Group[] => {
  const { age, gender_encoded: gender } = stays.features
  return [
    ...institutions.map((group, index) => ({
      dimension: 'institution' as const,
      group,
      holds: (row: number) => stays.institution[row] === index,
    })),
    ...['female', 'male'].map((group, code) => ({
      dimension: 'gender' as const,
      group,
      holds: (row: number) => gender[row] === code,
    })),
    ...AGE_GROUPS.map(({ name, min, max }) => ({
      dimension: 'age' as const,
      group: name,
      holds: (row: number) => (age[row] as number) >= min && (age[row] as number) <= max,
    })),
  ]
}

/** What subgroup figures are computed from. */
export interface SubgroupInput {
  stays: StayRows
  scored: ScoredRows
  institutions: readonly string[]
  settings: EvaluationSettings
}

/** Figures per institution, gender and age group; groups without stays are listed too. */
export function subgroupFigures(input: SubgroupInput): Subgroup[] {
  const all = Uint32Array.from({ length: input.stays.rows }, (_, row) => row)
  return groupsOf(input.stays, input.institutions).map(({ dimension, group, holds }) => {
    const rows = selectRows(input.scored, all.filter(holds))
    return { dimension, group, figures: groupFigures(rows, input.settings) }
  })
}

/** The group whose AUC is farthest below the overall one; null where none has enough cases. */
export function worstSubgroup(overall: GroupFigures, subgroups: Subgroup[]): WorstSubgroup | null {
  if (!overall.ranking) return null
  const overallAuc = overall.ranking.auc
  const ranked = subgroups.flatMap(({ dimension, group, figures }) =>
    figures.ranking
      ? [{ dimension, group, auc: figures.ranking.auc, gap: overallAuc - figures.ranking.auc }]
      : [],
  )
  return ranked.sort((a, b) => b.gap - a.gap)[0] ?? null
}
