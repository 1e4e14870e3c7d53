import { z } from '@hono/zod-openapi'
import { answerJson } from '../answer.ts'
import type { Parts } from '../parts.ts'
import { addRoute } from '../route.ts'

/** `GET /api/v1/institutions`: the network's members. */
export function addInstitutionRoutes({ gate, institutions, records }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/institutions',
      access: 'client',
      tag: 'Institutions',
      summary: 'The institutions, with the number of patients each has stored here',
      answer: {
        description: 'Institutions',
        schema: z.object({
          institutions: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              location: z.string(),
              patient_count: z.int().min(0),
            }),
          ),
        }),
      },
    },
    async ({ c }) => {
      const counts = await records.patientCounts()
      return answerJson(c, {
        institutions: institutions.map(({ id, name, location }) => ({
          id,
          name,
          location,
          patient_count: counts.get(id) ?? 0,
        })),
      })
    },
  )
}
