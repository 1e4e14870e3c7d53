/** Who makes a request, once authenticated. */
export interface Actor {
  /** Identity for the audit trail: `key:dkfz`, `client:ehr`, `user:7`, `oidc:<subject>`. No personal data. */
  id: string
  /** API keys and registered systems act for their institution; users have a role. */
  role: 'institution' | 'user' | 'admin'
  /** The institution the credential is bound to; null for a user bound to none. */
  institution: string | null
  /** Name shown to the user himself by `GET /api/v1/auth/me`. */
  username: string | null
  /** What a system's SMART token is for; undefined for everybody else, whom no scope holds. */
  scopes?: readonly string[]
}
