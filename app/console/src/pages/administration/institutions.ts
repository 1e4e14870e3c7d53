import { useQuery } from '@tanstack/react-query'
import { answerOf, api } from '../../api/api.ts'

/** The institutions as choices of a field; none while they are not known. */
export function useInstitutionChoices(): { value: string; label: string }[] {
  const asked = useQuery({
    queryKey: ['institutions'],
    queryFn: () => answerOf(api.GET('/api/v1/institutions')),
  })
  return asked.data?.institutions.map(({ id, name }) => ({ value: id, label: name })) ?? []
}
