import type { Compared } from './queries.ts'

/** What a difference says of the first version: nothing where its interval holds 0. */
export type Finding = 'better' | 'worse' | 'even'

/** What a comparison says of the first version. */
export interface Verdict {
  readonly ranking: Finding
  readonly probabilities: Finding
  /** Both taken together; `mixed` where they contradict each other. */
  readonly overall: Finding | 'mixed'
}

interface Bounds {
  readonly low: number
  readonly high: number
}

const findingOf = ({ low, high }: Bounds): Finding =>
  low > 0 ? 'better' : high < 0 ? 'worse' : 'even'

/** Reads a comparison: a version is better where the whole interval of a difference says so. */
export function verdictOf({ difference }: Pick<Compared, 'difference'>): Verdict {
  const { auc_interval: auc, brier_interval: brier } = difference
  const ranking = findingOf(auc)
  // The Brier score is an error: less of it is better.
  const probabilities = findingOf({ low: -brier.high, high: -brier.low })
  const said = new Set([ranking, probabilities])
  const overall = said.has('better')
    ? said.has('worse')
      ? 'mixed'
      : 'better'
    : said.has('worse')
      ? 'worse'
      : 'even'
  return { ranking, probabilities, overall }
}
