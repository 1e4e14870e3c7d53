import { useIdle } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, api, type Schema } from '../../api/api.ts'
import { useSession } from '../../session/session-provider.tsx'

/** How often the page asks anew while somebody looks at it. */
const REFRESH_MS = 60_000

/** What the API tells on this page. */
export type Overview = Schema<'Overview'>
export type DriftReport = Schema<'DriftReport'>

/**
 * Until when the page may ask by itself: every request keeps the session alive. It stops while hidden
 * (the queries' own rule) and when nobody has touched it for half of the time after which the session
 * would end, so that an unattended session does end.
 */
function useRefresh(): number | false {
  const { session } = useSession()
  const isIdle = useIdle((session.idle_seconds * 1000) / 2, { initialState: false })
  return isIdle ? false : REFRESH_MS
}

/** Model, training, drift, traffic and predictions of the last days. */
export const useOverview = (days: number) =>
  useQuery({
    queryKey: ['overview', days],
    queryFn: () => answerOf(api.GET('/api/v1/overview', { params: { query: { days } } })),
    placeholderData: keepPreviousData,
    refetchInterval: useRefresh(),
  })

/** The parts of the platform, checked now. */
export const useServices = () =>
  useQuery({
    queryKey: ['services'],
    queryFn: () => answerOf(api.GET('/api/v1/services')),
    refetchInterval: useRefresh(),
  })

/** What the last drift check found, by institution; for administrators alone. */
export const useDriftReport = (checkedAt: string) =>
  useQuery({
    queryKey: ['drift', checkedAt],
    queryFn: () => answerOf(api.GET('/api/v1/admin/drift')),
  })

/** Checks drift now. */
export function useDriftCheck() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/admin/drift/check')),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['overview'] }),
  })
}
