import type { Actor } from '../auth/actor.ts'
import type { Institution } from '../institutions/institutions.ts'
import { Problem, validationProblem } from './problem.ts'

/**
 * The institution a request is for: the credential's, or, for a user bound to none, the one he names.
 *
 * @returns its id, or null for an unbound user who names none
 * @throws Problem 422 for an unknown institution, 403 for another than the credential's
 */
export function institutionFor(
  actor: Actor,
  named: string | null | undefined,
  institutions: readonly Institution[],
): string | null {
  if (named === null || named === undefined || named === '') return actor.institution
  const id = named.toLowerCase()
  if (!institutions.some((institution) => institution.id === id))
    throw validationProblem([
      {
        type: 'enum',
        loc: ['body', 'institution_id'],
        msg: `Input should be ${institutions.map((one) => `'${one.id}'`).join(' or ')}`,
      },
    ])
  if (actor.institution !== null && actor.institution !== id)
    throw new Problem(403, 'institution_id is not the institution of this credential')
  return id
}

/**
 * The institution whose patients a request reads or writes.
 *
 * @throws Problem 403 for a user who is bound to no institution: he has no patients
 */
export function requireInstitution(actor: Actor): string {
  if (actor.institution !== null) return actor.institution
  throw new Problem(
    403,
    "This user belongs to no institution; use an institution's API key or a user of one",
  )
}
