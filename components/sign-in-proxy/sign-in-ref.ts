import type * as pulumi from '@pulumi/pulumi'

/** An application of an OpenID Connect provider, by which people sign in. */
export interface SignInRef {
  /** Issuer, e.g. `https://sso.example.org/realms/hospital`. */
  issuer: string
  clientId: string
  /** Secret of the client. */
  clientSecret: pulumi.Input<string>
  /** Groups whose members may come in; the provider's claim `groups` names them. */
  allowedGroups: string[]
}
