/** Who makes a request, once authenticated. */
export interface Actor {
  /** Identity for the audit trail: `key:dkfz`, `user:7`, `oidc:<subject>`. No personal data. */
  id: string
  /** API keys act for their institution; users have a role. */
  role: 'institution' | 'user' | 'admin'
  /** The institution the credential is bound to; null for a user bound to none. */
  institution: string | null
  /** Name shown to the user himself by `GET /api/v1/auth/me`. */
  username: string | null
}
