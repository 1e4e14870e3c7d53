import { useQuery } from '@tanstack/react-query'
import { answerOf, api } from '../../api/api.ts'

/** Predictions by level. */
export interface LevelCounts {
  readonly low: number
  readonly medium: number
  readonly high: number
}

const DAYS = 30

/** Predictions of the last 30 days by institution; those that may not be seen are not among them. */
export const useLevelCounts = () =>
  useQuery({
    queryKey: ['overview', DAYS],
    queryFn: () => answerOf(api.GET('/api/v1/overview', { params: { query: { days: DAYS } } })),
    select: ({ predictions }): ReadonlyMap<string, LevelCounts> => {
      const counts = new Map<string, LevelCounts>()
      for (const { institution_id: id, low, medium, high } of predictions) {
        if (id === null) continue
        const before = counts.get(id) ?? { low: 0, medium: 0, high: 0 }
        counts.set(id, {
          low: before.low + low,
          medium: before.medium + medium,
          high: before.high + high,
        })
      }
      return counts
    },
  })

/** How many keys of each institution are valid; asked for administrators alone. */
export const useKeyCounts = (isAdmin: boolean) =>
  useQuery({
    queryKey: ['institutions', 'keys'],
    enabled: isAdmin,
    queryFn: async (): Promise<ReadonlyMap<string, number>> => {
      const { keys } = await answerOf(api.GET('/api/v1/admin/keys'))
      const active = keys.filter(({ state }) => state === 'active')
      const byInstitution = Map.groupBy(active, ({ institution_id }) => institution_id)
      return new Map([...byInstitution].map(([id, own]) => [id, own.length]))
    },
  })
