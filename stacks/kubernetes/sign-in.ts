import type * as pulumi from '@pulumi/pulumi'
import type { SignInRef } from '../../components/sign-in-proxy/sign-in-ref.ts'
import { existingSecret } from './existing-secret.ts'
import type { KubernetesGround } from './ground.ts'

/** How people sign in. */
export interface SignInPart {
  readonly ref: SignInRef
  /** Groups that administer Airflow and Grafana. */
  readonly adminGroups: string[]
}

/** Takes the application at the provider, if the settings name one. */
export function takeSignIn(ground: KubernetesGround): SignInPart | undefined {
  const { signIn } = ground.settings.kubernetes
  if (signIn === undefined) return undefined
  const { issuer, clientId, allowedGroups, adminGroups } = signIn
  const clientSecret: pulumi.Output<string> = existingSecret(
    ground,
    'sign-in',
    signIn.clientSecret,
  )('client-secret')
  return { ref: { issuer, clientId, clientSecret, allowedGroups }, adminGroups }
}
