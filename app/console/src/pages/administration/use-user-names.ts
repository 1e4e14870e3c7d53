import { useQuery } from '@tanstack/react-query'
import { answerOf, api } from '../../api/api.ts'

/** Names of users by what the trail calls them: `user:1`; empty while they are not known. */
export function useUserNames(): ReadonlyMap<string, string> {
  const users = useQuery({
    queryKey: ['users'],
    queryFn: () => answerOf(api.GET('/api/v1/admin/users')),
  })
  return new Map(users.data?.users.map(({ id, username }) => [`user:${id}`, username]))
}
