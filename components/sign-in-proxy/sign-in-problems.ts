import type { ArgumentProblem } from '../argument-error.ts'
import type { SignInRef } from './sign-in-ref.ts'

/** Problems of a sign-in; what is secret is never shown. */
export function signInProblems(argument: string, signIn: SignInRef): ArgumentProblem[] {
  const { issuer, clientId, allowedGroups } = signIn
  const problems: ArgumentProblem[] = []
  if (!URL.canParse(issuer) || new URL(issuer).protocol !== 'https:')
    problems.push({
      argument: `${argument}.issuer`,
      got: issuer,
      allowed: 'an https address, as the provider’s discovery document names it',
    })
  if (!/^\S+$/.test(clientId))
    problems.push({ argument: `${argument}.clientId`, got: clientId, allowed: 'one word' })
  // Otherwise whoever has an account at the provider would get in.
  if (allowedGroups.length === 0 || !allowedGroups.every((group) => /^[^\s,][^,]*$/.test(group)))
    problems.push({
      argument: `${argument}.allowedGroups`,
      got: allowedGroups,
      allowed: 'one or more groups without commas',
    })
  return problems
}
