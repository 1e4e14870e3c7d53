import { useQuery } from '@tanstack/react-query'
import { answerOf, api } from '../api/api.ts'

const MINUTE = 60_000

/** The model in service, asked for once in ten minutes: its card changes with its version alone. */
export const useModelInfo = () =>
  useQuery({
    queryKey: ['model-info'],
    queryFn: () => answerOf(api.GET('/api/v1/model/info')),
    staleTime: 10 * MINUTE,
  })
